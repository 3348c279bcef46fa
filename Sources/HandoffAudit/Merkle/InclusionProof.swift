import HandoffCards

/// Shows that a leaf stands at its place in a tree (RFC 9162, 2.1.3).
package struct InclusionProof: Equatable, Sendable {
    /// The siblings on the way from the leaf to the root.
    package var hashes: [Hash256]

    package init(hashes: [Hash256]) { self.hashes = hashes }

    /// For the leaf between those before it and those after it.
    package init(after before: MerkleFrontier, before after: MerkleRange) {
        precondition(after.start == before.size + 1, "the leaf stands between the others")
        hashes = []
        var lefts = before.hashes
        var rights = after.subtrees[...]
        var (node, last, level) = (before.size, after.end - 1, 0)
        while last > 0 {
            if node & 1 == 1 {
                if let left = lefts.popLast() { hashes.append(left) }
            } else if (node + 2) << level <= after.end, let right = rights.popFirst() {
                hashes.append(right.root)
            } else if node < last, var right = rights.popLast()?.root {
                while let left = rights.popLast() { right = .node(left.root, right) }
                hashes.append(right)
            }
            (node, last, level) = (node >> 1, last >> 1, level + 1)
        }
    }

    /// Whether it leads from the leaf at that place to the root (RFC 9162, 2.1.3.2).
    package func leads(from leaf: Hash256, at place: Int, to tree: (size: Int, root: Hash256)) -> Bool {
        guard (0..<tree.size).contains(place) else { return false }
        var (node, last, hash) = (place, tree.size - 1, leaf)
        for sibling in hashes {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = .node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && hash == tree.root
    }
}
