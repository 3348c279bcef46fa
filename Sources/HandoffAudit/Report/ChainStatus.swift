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
    /// Checkpoints that a trusted key signed, as far as they were looked at.
    package var checkpoints = 0
    /// What is wrong with them; nil for nothing. That there are none is not wrong here: then `covered` is 0.
    package var problem: String?
    /// How many lines the greatest checkpoint that holds covers.
    package var covered = 0
    /// The keys that are trusted, each with its operator's name.
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
    package var holds: Bool { broken == nil && problem == nil }
}

extension ChainStatus {
    package init(_ found: Verification, keys: [Key]) {
        self.init(
            lines: found.report.lines, bytes: found.report.end.offset, root: found.root, leaf: found.report.end.leaf,
            broken: found.report.broken?.description)
        checkpoints = found.checkpoints.signed
        covered = found.checkpoints.covered
        problem = found.checkpoints.problem.flatMap(Self.words(of:))
        self.keys = keys
    }

    private static func words(of problem: CheckpointProblem) -> String? {
        switch problem {
        case .unsigned(_, 0): nil
        case .unsigned(let lines, let covered):
            "Trusted keys signed the first \(covered) of \(lines) lines. The gate leaves fewer unsigned."
        case .forged(let size): "The signature of the checkpoint over \(size) lines is forged."
        case .otherLog(let stated, _): "A checkpoint is of another log, \(stated)."
        case .cut(let size, let lines): "The log has \(lines) lines and had \(size) when a checkpoint was signed."
        case .differs(let size, _, _): "The first \(size) lines are not those that were signed."
        case .untrusted(let size): "No trusted key signed the checkpoint over \(size) lines."
        case .otherKey(let size, let covered):
            "The checkpoint over \(size) lines is signed by a key that is not trusted; trusted ones cover \(covered) lines."
        }
    }
}
