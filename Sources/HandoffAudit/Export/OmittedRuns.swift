import HandoffCards

/// Puts lines that are left out of an export together to perfect subtrees of the log's Merkle tree, so that few hashes stand for many lines
/// and the root can still be computed.
package struct OmittedRuns: Sendable {
    /// `count` lines from `sequence` on: a power of two that divides `sequence`.
    package struct Run: Equatable, Sendable {
        package let sequence: Int
        package let count: Int
        /// Of the subtree over their leaves (RFC 6962, 2.1).
        package let hash: Hash256
    }

    private var runs: [Run] = []

    package init() {}

    /// Lines must come in their order, and none may be missing since the last `take`.
    package mutating func omit(_ sequence: Int, leaf: Hash256) {
        var run = Run(sequence: sequence, count: 1, hash: leaf)
        while let left = runs.last, left.count == run.count, left.sequence.isMultiple(of: 2 * left.count) {
            runs.removeLast()
            run = Run(sequence: left.sequence, count: 2 * left.count, hash: .node(left.hash, run.hash))
        }
        runs.append(run)
    }

    /// What was omitted since the last time.
    package mutating func take() -> [Run] {
        defer { runs = [] }
        return runs
    }
}
