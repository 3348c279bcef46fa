import HandoffCards

/// What of a Merkle tree (RFC 6962, 2.1) must be known to put further leaves to it: the roots of the perfect subtrees
/// that its leaves make from the left, one for each bit of their number.
package struct MerkleFrontier: Equatable, Sendable {
    /// The number of leaves.
    package private(set) var size: Int
    /// Of the largest subtree first.
    package private(set) var hashes: [Hash256]

    /// Of a tree without leaves.
    package init() {
        size = 0
        hashes = []
    }

    /// Nil unless there is one hash for each bit that is set in `size`.
    package init?(size: Int, hashes: [Hash256]) {
        guard size >= 0, size.nonzeroBitCount == hashes.count else { return nil }
        self.size = size
        self.hashes = hashes
    }

    package mutating func append(_ leaf: Hash256) { append(leaf, level: 0) }

    /// - Parameter root: of a perfect subtree of 2^level leaves. The size is a multiple of that.
    mutating func append(_ root: Hash256, level: Int) {
        var hash = root
        // Each set bit from there on is a subtree as large as the one that has come to be: they make one of twice the size.
        var carried = size >> level
        while carried & 1 == 1, let left = hashes.popLast() {
            hash = .node(left, hash)
            carried >>= 1
        }
        hashes.append(hash)
        size += 1 << level
    }

    /// Of the tree over all leaves up to now. Costs a hash for each subtree.
    package var root: Hash256 {
        guard var root = hashes.last else { return .emptyTree }
        for left in hashes.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}
