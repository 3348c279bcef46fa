import HandoffCards

/// What checking a whole log found.
package struct VerificationReport: Sendable, Equatable {
    /// Good lines from the start on.
    package var lines: Int
    /// Where the good lines end.
    package var end: LogPosition
    /// The first line that is not good; nothing after it counts.
    package var broken: BrokenLine?
    /// Bytes after the last line feed: a line that is being written, or one that was torn and will be taken out by the
    /// next writer.
    package var tornBytes: Int

    package init(lines: Int, end: LogPosition, broken: BrokenLine?, tornBytes: Int) {
        self.lines = lines
        self.end = end
        self.broken = broken
        self.tornBytes = tornBytes
    }
}

/// What a log is to be checked for.
package struct VerificationDemand: Sendable {
    /// Each line's form and body, the digests of cards, and that no card ends twice, too; and each signature instead of
    /// the newest ones.
    package var isDeep: Bool
    /// A position that the log had reached.
    package var known: LogPosition?
    /// Whose checkpoints are believed.
    package var keys: [CheckpointKey]
    /// A checkpoint that was kept elsewhere. The log must go on from it.
    package var since: SignedCheckpoint?
    /// Others that were kept with it. They are held against the log like those beside it.
    package var kept: [SignedCheckpoint]
    /// Says what is wrong with the token of a line that has one; nil for nothing. Only for a deep check, by
    /// several threads.
    package var checkProof: (@Sendable (AuditLine, AuditFact) -> String?)?
    /// In bytes: what one processor checks at a time. Many parts for each, so that all are done together.
    package var partSize = 8 << 20
    /// Told every now and then how many bytes of how many were checked, by several threads.
    package var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

    package init(
        isDeep: Bool = true, known: LogPosition? = nil, keys: [CheckpointKey] = [], since: SignedCheckpoint? = nil,
        kept: [SignedCheckpoint] = [], checkProof: (@Sendable (AuditLine, AuditFact) -> String?)? = nil,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) {
        self.isDeep = isDeep
        self.known = known
        self.keys = keys
        self.since = since
        self.kept = kept
        self.checkProof = checkProof
        self.progress = progress
    }

    /// So many of the newest signatures are checked when not all are. What a signature covers, all before it included, needs
    /// no other.
    static let newest = 4096
    /// A gate signs twice as often as this many lines.
    static let longestUnsigned = 512
}

/// What checking a log and its checkpoints found.
package struct Verification: Sendable, Equatable {
    package var report: VerificationReport
    /// Over all lines; nil when one is broken.
    package var root: Hash256?
    /// The log's name in checkpoints; nil without a line.
    package var origin: String?
    package var checkpoints: CheckpointFindings
    /// From the checkpoint that was asked about to the log's end, made and checked.
    package var consistency: ConsistencyProof?

    /// Nothing was found that should not be.
    package var isGood: Bool { report.broken == nil && checkpoints.problem == nil }
}

package struct CheckpointFindings: Sendable, Equatable {
    /// `log.checkpoint` lines whose root is that of the lines before.
    package var lines = 0
    /// What trusted keys signed, in such lines and beside the log: each size and root once for each key.
    package var signed = 0
    /// As `signed`, older ones of which the text was compared, and not the signature.
    package var unchecked = 0
    /// What keys that are not trusted signed; it proves nothing.
    package var unknown = 0
    /// The lines of the file of notes, counted from 1, at which something stands that is no note.
    package var unreadable: [Int] = []
    /// The last bytes of the file of notes are no whole note: one that is being written, or was cut off.
    package var isTorn = false
    /// So many lines from the start on are what a trusted key signed.
    package var covered = 0
    package var problem: CheckpointProblem?

    package init() {}
}

/// What is wrong with checkpoints that are not lines of the log, or with their being there at all.
package enum CheckpointProblem: Sendable, Equatable {
    /// A trusted key's signature does not fit the note's text.
    case forged(size: Int)
    /// About another log, by its name.
    case otherLog(stated: String, actual: String?)
    /// The log had at least `size` lines when it was signed.
    case cut(size: Int, lines: Int)
    /// The first `size` lines are not those that were signed.
    case differs(size: Int, signed: Hash256, actual: Hash256)
    /// No trusted key signed the checkpoint that was asked about.
    case untrusted(size: Int)
    /// The newest checkpoints are signed by keys that are not trusted, and no trusted one covers them.
    case otherKey(size: Int, covered: Int)
    /// More lines than a gate leaves unsigned follow the last one that a trusted key signed for.
    case unsigned(lines: Int, covered: Int)
}
