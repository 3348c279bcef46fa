import GRDB
import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import StrictJSON
import TestSupport
import Testing

/// An approval binds to the card, the arguments and the token, byte by byte, as they stand in the log.
@Suite struct ReleaseBindingTests {
    private let bench: GateBench
    private let gate: Gate
    private let id: CardID

    init() throws {
        bench = try GateBench()
        gate = try bench.gate()
        id = try bench.submit("one", ["editable": ["/arguments/mode"]])
        try gate.admitAll(now: { bench.start })
        var request = try bench.request(gate, id, .approve)
        request.edited = ["path": "notes", "mode": "hard"]
        _ = try gate.decide(request, now: bench.start)
    }

    /// Where the card, its edited arguments and the token stand in the log.
    private func bound() throws -> [(name: String, range: Range<Int>)] {
        let record = try #require(try gate.index.record(of: id))
        let decision = try #require(try gate.decision(record))
        let log = try bytes()
        func place(_ name: String, _ span: LineSpan?, _ part: [UInt8]) throws -> (String, Range<Int>) {
            let span = try #require(span)
            let line = log[span.offset..<span.offset + span.length]
            let start = try #require(line.firstRange(of: part)).lowerBound
            return (name, start..<start + part.count)
        }
        return [
            try place("card", record.proposed, gate.card(record).document.canonicalBytes()),
            try place("arguments", record.decided, JSONValue.object(decision.arguments).canonicalBytes()),
            try place("token", record.decided, Array(decision.token.utf8)),
        ]
    }

    private var path: String { bench.folder + "/audit/audit.jsonl" }

    private func bytes() throws -> [UInt8] {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
        try #require(pread(file, &bytes, bytes.count, 0) == bytes.count)
        return bytes
    }

    /// Each byte with each of its bits turned, by whoever can write to the log; the index is as it was.
    @Test func everyByteThatIsApprovedCounts() throws {
        let start = ContinuousClock.now
        let file = open(path, O_RDWR)
        defer { close(file) }
        let (stride, bits) = (Soak.count(ordinary: 23, soak: 1), Soak.count(ordinary: 1, soak: 8))
        var (tries, released) = (0, 0)
        for (name, range) in try bound() {
            for place in Swift.stride(from: range.lowerBound, to: range.upperBound, by: stride) {
                for bit in 0..<bits {
                    var byte: UInt8 = 0
                    try #require(pread(file, &byte, 1, off_t(place)) == 1)
                    var changed = byte ^ (1 << UInt8((bit + place) % 8))
                    try #require(pwrite(file, &changed, 1, off_t(place)) == 1)
                    tries += 1
                    if (try? gate.release(id, by: "test", now: bench.start)) != nil {
                        released += 1
                        Issue.record("\(name), byte \(place - range.lowerBound), bit \(bit)")
                    }
                    try #require(pwrite(file, &byte, 1, off_t(place)) == 1)
                }
            }
        }
        #expect(tries > 30)
        Soak.report(promise: 6, name: "bits turned in what was approved", runs: tries, lost: released, since: start)
        #expect(try bench.count("execution.started") == 0)
        // As it was, it is released.
        _ = try gate.release(id, by: "test", now: bench.start)
    }

    /// Whoever can write to the index has a card taken for another or for approved.
    @Test(arguments: [
        "UPDATE card SET digest = zeroblob(32)", "UPDATE card SET proposed_offset = 0",
        "UPDATE card SET decided_offset = proposed_offset, decided_length = proposed_length",
        "UPDATE card SET decided_offset = NULL", "UPDATE card SET ruling = 0", "UPDATE card SET risk = 2",
        "UPDATE card SET id = 'three' WHERE id = 'one'; UPDATE card SET id = 'one' WHERE id = 'two'",
        """
        UPDATE card SET state = 1, decided_offset = (SELECT decided_offset FROM card WHERE id = 'one'),
            decided_length = (SELECT decided_length FROM card WHERE id = 'one') WHERE id = 'two'
        """,
    ])
    func anIndexThatDoesNotFitReleasesNothing(change: String) throws {
        let other = try bench.submit("two", action: ["external": true])
        try gate.admitAll(now: { bench.start })
        let queue = try DatabaseQueue(path: bench.folder + "/index.sqlite")
        try queue.write { try $0.execute(sql: change) }
        let asked = change.contains("WHERE id = 'two'") ? other : id
        #expect(throws: (any Error).self) { _ = try gate.release(asked, by: "test", now: bench.start) }
        #expect(throws: (any Error).self) { _ = try gate.release(other, by: "test", now: bench.start) }
        #expect(try bench.count("execution.started") == 0)
    }
}
