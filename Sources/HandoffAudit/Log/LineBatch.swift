import HandoffCards
import StrictJSON

/// Lines that are written at once.
struct LineBatch {
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [AppendedLine] = []
    /// The log's end with these lines.
    private(set) var tip: LogTip

    /// - Parameter tip: the log's end.
    init(at tip: LogTip) { self.tip = tip }

    mutating func add(_ fact: AuditFact, at time: Timestamp) throws(AuditError) {
        let start = bytes.count
        let end = tip.position
        let body = fact.body
        try Self.check(fact.type, body)
        LineForm.append(fact.type, body, at: end, time: time, to: &bytes)
        let length = bytes.count - start - 1
        guard length <= LineForm.longest else {
            throw .unwritable(
                type: fact.type, reason: "it takes \(length) bytes, and \(LineForm.longest) is the most")
        }
        lines.append(AppendedLine(sequence: end.sequence, offset: end.offset, length: length))
        let leaf = bytes.withUnsafeBytes { bytes in
            LineForm.leaf(of: UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
        }
        let next = LogPosition(sequence: end.sequence + 1, offset: end.offset + length + 1, leaf: leaf)
        tip.pass(leaf, to: next, time: time)
        tip.isUnsigned = true
    }

    /// Adds a line about all lines before it.
    ///
    /// - Parameter files: to read what is not known of the lines before these.
    mutating func addCheckpoint(
        _ files: LogFiles, _ signer: (any CheckpointSigner)?, at time: Timestamp
    ) throws(AuditError) {
        let (tree, _) = try tip.makeTree(files)
        let note = try tip.note(over: tree, files, signer)
        try add(.logCheckpoint(.init(frontier: tree, note: note?.text)), at: time)
        guard let note else { return }
        tip.notes.append(note)
        tip.isUnsigned = false
    }

    private static func check(_ type: String, _ body: JSONObject) throws(AuditError) {
        guard LineForm.isType(type) else {
            throw .unwritable(type: type, reason: "its type is not made of letters, digits, dots and underscores")
        }
        guard body.members.allSatisfy({ $0.value.nests(atMost: LineForm.deepest - 1) }) else {
            throw .unwritable(type: type, reason: "its body nests deeper than \(LineForm.deepest) levels")
        }
    }
}

extension LogTip {
    /// Nil where there is no key, or it does not sign: what happened is recorded all the same.
    mutating func note(
        over tree: MerkleFrontier, _ files: LogFiles, _ signer: (any CheckpointSigner)?
    ) throws(AuditError) -> SignedCheckpoint? {
        guard let signer, let origin = try name(files) else { return nil }
        return try? SignedCheckpoint(
            signing: Checkpoint(origin: origin, size: tree.size, root: tree.root), by: signer)
    }
}
