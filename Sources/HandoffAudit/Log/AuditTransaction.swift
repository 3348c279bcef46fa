import HandoffCards
import StrictJSON

/// The right to append, for as long as the lock is held.
package struct AuditTransaction: ~Copyable {
    /// The log's end.
    package private(set) var position: LogPosition
    private(set) var failure: AuditError?
    private let file: any DiskFile
    /// Where the file begins in the log.
    private let start: Int

    /// - Parameter position: the log's end.
    init(files: LogFiles, position: LogPosition) throws(AuditError) {
        guard let file = files.current else { throw .replaced(path: files.path) }
        self.file = file
        start = files.start
        self.position = position
    }

    /// Appends the facts in one write and one sync; they are durable when this returns.
    ///
    /// - Throws: `unwritable` for a fact that could not be read back, with nothing written and the transaction as good
    ///   as before. Any other error ends all writing by this log object; as far as the file system lets it, the log is
    ///   what it was before.
    @discardableResult
    package mutating func append(_ facts: [AuditFact], at time: Timestamp) throws(AuditError) -> [AppendedLine] {
        if let failure { throw .closed(reason: failure.description) }
        guard !facts.isEmpty else { return [] }
        var bytes: [UInt8] = []
        var lines: [AppendedLine] = []
        var end = position
        for fact in facts {
            let start = bytes.count
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
            end = LogPosition(sequence: end.sequence + 1, offset: end.offset + length + 1, leaf: leaf)
        }
        do { try write(bytes) } catch {
            failure = .disk(error)
            // Should this fail too, half a line is healed by the next writer, and whole ones become facts that nobody
            // was told of.
            try? file.truncate(to: position.offset - start)
            throw .disk(error)
        }
        position = end
        return lines
    }

    private func write(_ bytes: [UInt8]) throws(DiskError) {
        var rest = bytes[...]
        while !rest.isEmpty { rest = rest.dropFirst(try file.append(rest)) }
        try file.synchronize()
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

/// Where a line was put.
package struct AppendedLine: Sendable, Equatable {
    package let sequence: Int
    /// Of its first byte.
    package let offset: Int
    /// In bytes, without the line feed.
    package let length: Int

    package init(sequence: Int, offset: Int, length: Int) {
        self.sequence = sequence
        self.offset = offset
        self.length = length
    }
}

extension JSONValue {
    /// Whether at most `levels` arrays and objects stand within each other.
    fileprivate func nests(atMost levels: Int) -> Bool {
        switch self {
        case .array(let elements): levels > 0 && elements.allSatisfy { $0.nests(atMost: levels - 1) }
        case .object(let object): levels > 0 && object.members.allSatisfy { $0.value.nests(atMost: levels - 1) }
        case .null, .bool, .number, .string: true
        }
    }
}
