import HandoffCards

/// Shows that a tree goes on from an earlier one: that the earlier one's leaves are its first (RFC 9162, 2.1.4).
package struct ConsistencyProof: Equatable, Sendable {
    /// The nodes in the order of RFC 9162, 2.1.4.1.
    package var hashes: [Hash256]

    package init(hashes: [Hash256]) { self.hashes = hashes }

    /// From a tree to the one that it is with further leaves.
    ///
    /// - Parameters:
    ///   - first: of at least one leaf.
    ///   - added: the leaves after those; there may be none.
    package init(from first: MerkleFrontier, adding added: MerkleRange) {
        precondition(first.size > 0 && added.start == first.size, "the new leaves follow the old ones")
        hashes = []
        guard added.end > added.start else { return }
        var lefts = first.hashes
        var rights = added.subtrees[...]
        let smallest = lefts.removeLast()
        if !lefts.isEmpty { hashes.append(smallest) }
        var level = first.size.trailingZeroBitCount
        // Of the node that is gone up from, and of the last node, at this level.
        var (node, last) = ((first.size - 1) >> level, (added.end - 1) >> level)
        while last > 0 {
            if node & 1 == 1 || node == last {
                if node & 1 == 1, let left = lefts.popLast() { hashes.append(left) }
                // Without a sibling the node goes up as it is.
            } else if (node + 2) << level <= added.end, let right = rights.popFirst() {
                hashes.append(right.root)
            } else if var right = rights.popLast()?.root {
                while let left = rights.popLast() { right = .node(left.root, right) }
                hashes.append(right)
            }
            (node, last) = (node >> 1, last >> 1)
            level += 1
        }
    }

    /// Whether it leads from the one root to the other (RFC 9162, 2.1.4.2).
    package func leads(from first: (size: Int, root: Hash256), to second: (size: Int, root: Hash256)) -> Bool {
        guard first.size > 0, first.size <= second.size else { return false }
        if first.size == second.size { return hashes.isEmpty && first.root == second.root }
        var path = hashes[...]
        if first.size.nonzeroBitCount == 1 { path = [first.root] + path }
        guard let start = path.popFirst() else { return false }
        let skipped = first.size.trailingZeroBitCount
        var (node, last) = ((first.size - 1) >> skipped, (second.size - 1) >> skipped)
        var (old, new) = (start, start)
        for hash in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = .node(hash, old)
                new = .node(hash, new)
                while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                new = .node(new, hash)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && old == first.root && new == second.root
    }
}
