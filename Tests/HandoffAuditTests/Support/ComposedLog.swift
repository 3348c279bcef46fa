import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

/// A log as bytes, made by the description of the format and not by the program's writer, so that it can be made wrong
/// in every way.
struct ComposedLog {
    private(set) var segments: [(first: Int, bytes: [UInt8])] = []
    private(set) var leaves: [Hash256] = []
    /// The file of signed notes.
    var notes = ""
    private(set) var origin = ""

    var size: Int { leaves.count }
    var last: Hash256 { leaves.last ?? .zero }
    var bytes: [UInt8] { segments.flatMap(\.bytes) }
    var lines: [[UInt8]] { bytes.lines }

    mutating func append(_ type: String, _ body: JSONObject) {
        var line = #"{"v":1,"seq":\#(size),"prev":"\#(last.hex)","time":"\#(noon)","type":"\#(type)","body":"#
        line += String(decoding: JSONValue.object(body).bytes(), as: UTF8.self) + "}"
        append(line: Array(line.utf8))
    }

    mutating func append(line: [UInt8]) {
        if segments.isEmpty { segments.append((0, [])) }
        segments[segments.count - 1].bytes += line + [10]
        leaves.append(leaf(line))
        if size == 1 { origin = Checkpoint.origin(ofLogBeginning: last) }
    }

    mutating func append(skips count: Int) {
        for _ in 0..<count { append("handoff.skipped", ["card": .string("c\(size)"), "operator": "a"]) }
    }

    mutating func beginSegment() { segments.append((size, [])) }

    var tree: MerkleFrontier {
        var tree = MerkleFrontier()
        for leaf in leaves { tree.append(leaf) }
        return tree
    }

    func note(by signer: TestSigner) throws -> SignedCheckpoint {
        try SignedCheckpoint(signing: Checkpoint(origin: origin, size: size, root: tree.root), by: signer)
    }

    /// A line, and a note beside the log.
    mutating func checkpoint(by signer: TestSigner?) throws {
        let note = try signer.map { try self.note(by: $0).text }
        appendCheckpoint(root: tree.root, frontier: tree.hashes, note: note)
        if let note { notes += note + "\n" }
    }

    mutating func appendCheckpoint(size stated: Int? = nil, root: Hash256, frontier: [Hash256], note: String?) {
        append(
            "log.checkpoint",
            [
                "size": .number(Double(stated ?? size)), "root": .string(root.tagged),
                "frontier": .array(frontier.map { .string($0.hex) }), "note": note.map(JSONValue.string) ?? .null,
            ])
    }

    /// Lines with a checkpoint each so many lines, in segments, and a last note that covers all.
    static func standard(
        lines: Int = 1000, every interval: Int = 256, segments: Int = 3, by signer: TestSigner?, closing: Bool = true
    ) throws -> ComposedLog {
        var log = ComposedLog()
        try log.extend(to: lines, every: interval, segments: segments, by: signer)
        if closing, let signer { log.notes += try log.note(by: signer).text + "\n" }
        return log
    }

    mutating func extend(to lines: Int, every interval: Int = 256, segments: Int = 1, by signer: TestSigner?) throws {
        let perSegment = lines / segments
        while size < lines {
            if segments > 1, size > 0, size % perSegment == 0, self.segments.count < segments {
                beginSegment()
                try checkpoint(by: signer)
            } else if size > 0, size % interval == 0 {
                try checkpoint(by: signer)
            } else {
                append(skips: 1)
            }
        }
    }

    /// The first lines, in as many segments as they are in; the notes of what is gone stay.
    func cut(to count: Int) -> ComposedLog {
        var log = ComposedLog()
        log.notes = notes
        for segment in segments where segment.first < count || segment.first == 0 {
            if segment.first > 0 { log.beginSegment() }
            for line in segment.bytes.lines where log.size < count { log.append(line: line.dropLast()) }
        }
        return log
    }

    /// The same lines, with `change` for those from a place on, sealed anew.
    func sealedAnew(from first: Int, by signer: TestSigner?, keepsCheckpoints: Bool = true) throws -> ComposedLog {
        var log = cut(to: first)
        for line in lines[first...] {
            let text = String(decoding: line, as: UTF8.self)
            if text.contains(#""type":"log.checkpoint""#) {
                if keepsCheckpoints { try log.checkpoint(by: signer) } else { log.append(skips: 1) }
            } else {
                log.append("handoff.skipped", ["card": .string("forged\(log.size)"), "operator": "b"])
            }
        }
        return log
    }

    /// Puts it on a disk of its own.
    func log(changed bytes: [UInt8]? = nil, notes other: String? = nil) throws -> AuditLog {
        let disk = MemoryDisk()
        let folder = try disk.folder("/a")
        var rest = (bytes ?? self.bytes)[...]
        for (place, segment) in segments.enumerated() {
            let isLast = place == segments.count - 1
            let file = try folder.create(isLast ? "audit.jsonl" : "audit-\(segment.first).jsonl")
            let part = isLast ? rest : rest.prefix(segment.bytes.count)
            var left = part
            while !left.isEmpty { left = left.dropFirst(try file.append(left)) }
            rest = rest.dropFirst(part.count)
        }
        let notes = Array((other ?? self.notes).utf8)
        if !notes.isEmpty { _ = try folder.create("checkpoints").append(notes[...]) }
        return try AuditLog(directory: "/a", disk: disk)
    }
}

/// How a log is checked.
struct VerifyKind: CustomTestStringConvertible {
    var isDeep: Bool
    /// In bytes.
    var part: Int

    /// Small parts, so that lines cross them.
    static let all = [false, true].flatMap { isDeep in [8 << 20, 4096].map { VerifyKind(isDeep: isDeep, part: $0) } }
    static let usual = all.filter { $0.part > 4096 }

    var testDescription: String { "\(isDeep ? "full" : "fast"), parts of \(part)" }

    func check(_ log: AuditLog, keys: [TestSigner] = [], since: SignedCheckpoint? = nil) throws -> Verification {
        var demand = VerificationDemand(
            isDeep: isDeep, keys: keys.compactMap { CheckpointKey($0.publicKey) }, since: since)
        demand.partSize = part
        return try log.verification(demand)
    }
}
