import HandoffCards

/// What a part of the log's lines show by themselves. What came before is taken as its first line says.
struct ScannedChunk: Sendable {
    /// What the first line says of itself and of the line before; nil when no line begins in the part.
    var start: LogPosition?
    /// The leaf hash of the first line.
    var first: Hash256?
    /// After the last good line.
    var end: LogPosition?
    /// Of the last good line.
    var last: Range<Int>?
    var range: MerkleRange?
    /// The lines from the place on that consistency is asked for; nil when that is not in this part.
    var since: MerkleRange?
    /// Places at which the whole tree is to be looked at.
    var marks: [Mark] = []
    var endings: [Ending] = []
    /// Its first line that is not good.
    var broken: BrokenLine?

    struct Mark: Sendable {
        /// Before the line.
        var position: LogPosition
        /// The lines of this part before it.
        var range: MerkleRange
        /// What the line says, when it is a checkpoint.
        var claim: AuditFact.Checkpointed?
    }

    /// A line that ends a card. Half of the hash of the card's ID stands for it; what seem to be two are compared as they are.
    struct Ending: Sendable {
        var key: Hash256.Half
        var sequence: Int
        var offset: Int
        var length: Int
    }
}

/// What all parts are scanned for.
struct ScanPlan: Sendable {
    var bytes: VerifiedBytes
    var isDeep: Bool
    /// In bytes.
    var partSize: Int
    var known: LogPosition?
    /// Numbers of lines after which the root is wanted, in ascending order.
    var sizes: [Int]
    var since: Int?
    var checkProof: (@Sendable (AuditLine, AuditFact) -> String?)?
}
