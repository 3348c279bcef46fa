import HandoffCards

/// A run of leaves somewhere in a Merkle tree (RFC 6962, 2.1), as the roots of the largest perfect subtrees of that tree
/// that together are the run. Two runs that follow each other join to one without their leaves.
package struct MerkleRange: Equatable, Sendable {
    /// The place of its first leaf in the tree.
    package let start: Int
    /// The place after its last leaf.
    package private(set) var end: Int
    /// From the left to the right: growing sizes, then falling ones.
    package private(set) var subtrees: [Subtree]

    /// 2^level leaves that begin at a multiple of 2^level.
    package struct Subtree: Equatable, Sendable {
        package var level: Int
        package var root: Hash256
    }

    package init(start: Int) {
        self.start = start
        end = start
        subtrees = []
    }

    package mutating func append(_ leaf: Hash256) { append(Subtree(level: 0, root: leaf)) }

    /// - Parameter other: begins where this one ends.
    package mutating func append(_ other: MerkleRange) {
        precondition(other.start == end, "runs join where they touch")
        for subtree in other.subtrees { append(subtree) }
    }

    private mutating func append(_ subtree: Subtree) {
        var joined = subtree
        // A right half joins its left half where that one belongs to the run.
        while end >> joined.level & 1 == 1, let left = subtrees.last, left.level == joined.level {
            subtrees.removeLast()
            joined = Subtree(level: joined.level + 1, root: .node(left.root, joined.root))
        }
        subtrees.append(joined)
        end += 1 << subtree.level
    }
}

extension MerkleFrontier {
    /// - Parameter range: begins with the leaf after the last one.
    package mutating func append(_ range: MerkleRange) {
        precondition(range.start == size, "a run follows the leaves that are there")
        for subtree in range.subtrees { append(subtree.root, level: subtree.level) }
    }
}
