import HandoffCards

/// A place between two lines of the log, with what a reader that goes on from there must know.
package struct LogPosition: Hashable, Sendable {
    /// Of the next line; the first line of a log is 0.
    package var sequence: Int
    /// Of the next line's first byte.
    package var offset: Int
    /// The leaf hash of the line before; zeros where there is none.
    package var leaf: Hash256

    package init(sequence: Int, offset: Int, leaf: Hash256) {
        self.sequence = sequence
        self.offset = offset
        self.leaf = leaf
    }

    package static let start = LogPosition(sequence: 0, offset: 0, leaf: .zero)
}
