import HandoffCards

/// What checking the whole log found, as a report tells it.
package struct ChainStatus: Equatable, Sendable {
    package var lines: Int
    package var bytes: Int
    /// Of the Merkle tree over all lines; nil for none, or where the log is broken.
    package var root: Hash256?
    /// The last good line's.
    package var leaf: Hash256
    /// What is wrong with the log; nil for nothing.
    package var broken: String?
    /// The signed checkpoints found.
    package var checkpoints = 0
    /// Those whose signature or root does not hold.
    package var badCheckpoints = 0
    /// How many lines the greatest checkpoint that holds covers.
    package var covered = 0
    /// Of the keys that signed those that hold, each with its operator's name.
    package var keys: [Key] = []

    package struct Key: Equatable, Sendable {
        package let id: String
        package let name: String

        package init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    package init(lines: Int, bytes: Int, root: Hash256?, leaf: Hash256, broken: String? = nil) {
        self.lines = lines
        self.bytes = bytes
        self.root = root
        self.leaf = leaf
        self.broken = broken
    }

    /// Nothing is known to be wrong.
    package var holds: Bool { broken == nil && badCheckpoints == 0 }
}
