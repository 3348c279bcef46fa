import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

let noon = Timestamp(milliseconds: 1_795_000_000_000)

func cardID(_ text: String) throws -> CardID { try #require(CardID(text)) }

func skipped(_ number: Int) throws -> AuditFact {
    .skipped(.init(card: try cardID("card-\(number)"), operator: "ana"))
}

func proposed(_ name: String, document: JSONValue = ["handoff": 1, "context": "é \n\"", "a": [1, 2.5]]) throws
    -> AuditFact
{
    .proposed(
        .init(
            card: try cardID(name), digest: Hash256(of: document.canonicalBytes()), action: Hash256(of: [1]),
            document: document, assessment: .asking(.unknown)))
}

extension AuditLog {
    @discardableResult
    func append(_ facts: [AuditFact]) throws -> [AppendedLine] {
        try transaction(now: noon) { try $0.append(facts, at: noon) }
    }

    func end() throws -> LogPosition { try transaction(now: noon) { $0.position } }

    func allLines(from position: LogPosition = .start) throws -> [AuditLine] {
        var reader = try reader(from: position)
        var lines: [AuditLine] = []
        while let line = try reader.next() { lines.append(line) }
        return lines
    }

    /// Throws unless the whole log is good.
    func check() throws -> Int {
        let report = try verify()
        #expect(report.broken == nil)
        return report.lines
    }
}

extension [UInt8] {
    /// The lines, each with its line feed, and what stands after the last.
    var lines: [[UInt8]] { split(separator: 10, omittingEmptySubsequences: false).dropLast().map { $0 + [10] } }
}

/// Over so many leaves.
func tree(of size: Int) throws -> MerkleFrontier {
    var tree = MerkleFrontier()
    for number in 0..<size { tree.append(Hash256(of: [UInt8(truncatingIfNeeded: number)])) }
    return tree
}
