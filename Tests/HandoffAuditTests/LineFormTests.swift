import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

/// What a line looks like, byte for byte.
@Suite struct LineFormTests {
    private let zeros = String(repeating: "0", count: 64)

    private func bytes(of facts: [AuditFact]) throws -> [UInt8] {
        let disk = TestDisk.memory()
        try disk.log().append(facts)
        return try disk.bytes()
    }

    @Test func theFirstLine() throws {
        let text = String(decoding: try bytes(of: [try skipped(1)]), as: UTF8.self)
        #expect(
            text == #"{"v":1,"seq":0,"prev":"\#(zeros)","time":"2026-11-18T11:06:40Z","type":"handoff.skipped","#
                + #""body":{"card":"card-1","operator":"ana"}}"# + "\n")
    }

    /// Computed by another program: `{ printf '\0'; printf '%s' "$line"; } | sha256sum`.
    @Test func theLeafHashIsThatOfRFC6962() throws {
        let disk = TestDisk.memory()
        let line = #"{"v":1,"seq":0,"prev":"\#(zeros)","time":"2026-11-18T11:06:40Z","type":"x","body":{}}"#
        try disk.log().append([.other(type: "x", body: [:])])
        #expect(try disk.bytes() == Array(line.utf8) + [10])
        let read = try #require(try disk.log().allLines().first)
        #expect(read.leaf.hex == "9405d18db5293892ae0d688b9abb06f50d56f54cfa396c5c788820cd176bbbf8")
    }

    @Test func theSecondLineNamesTheFirst() throws {
        let lines = try bytes(of: [try skipped(1), try skipped(2)]).lines
        let leaf = Hash256(of: [0] + lines[0].dropLast())
        #expect(String(decoding: lines[1], as: UTF8.self).hasPrefix(#"{"v":1,"seq":1,"prev":"\#(leaf.hex)","time":"#))
    }

    @Test func theCardIsEmbeddedInItsCanonicalForm() throws {
        let document: JSONValue = ["z": 1e21, "a": ["é", "\u{1}"], "b": [:]]
        let text = String(decoding: try bytes(of: [try proposed("a", document: document)]), as: UTF8.self)
        #expect(text.contains(#","document":{"a":["é","\u0001"],"b":{},"z":1e+21},"risk":"unknown","ruling":"ask","#))
        #expect(text.contains(#""body":{"card":"a","digest":"sha256:"#))
    }

    /// One good line with one thing changed: none is a line any more.
    @Test(arguments: [
        (#"{"v":1"#, #"{"v":2"#), (#"{"v":1"#, #"{ "v":1"#), (#""seq":0"#, #""seq":00"#), (#""seq":0"#, #""seq":-0"#),
        (#""seq":0"#, #""seq":"#), (#""seq":0"#, #""seq":0.0"#), (#""seq":0"#, #""seq":99999999999999999999"#),
        (#""prev":"00"#, #""prev":"0"#), (#""prev":"00"#, #""prev":"000"#), (#""prev":"00"#, #""prev":"0A"#),
        (#""prev":"00"#, #""prev":"0g"#), (#"2026-11-18"#, #"2026-11-38"#), (#"2026-11-18T11:06:40Z"#, #""#),
        (#""type":"handoff.skipped""#, #""type":"""#), (#"handoff.skipped"#, #"handoff skipped"#),
        (#"handoff.skipped"#, #"handoff\u002eskipped"#), (#""type""#, #""Type""#), (#""body":{"#, #""body":[{"#),
        (#""body":{"#, #""body": {"#), (#"}}"#, #"}} "#), (#"}}"#, #"}"#), (#"}}"#, "}}\r"), (#""v":1,"#, #""#),
    ])
    func anotherSpellingIsNoLine(good: String, bad: String) throws {
        let disk = TestDisk.memory()
        try disk.log().append([try skipped(1)])
        let text = String(decoding: try disk.bytes(), as: UTF8.self)
        #expect(text.contains(good))
        try disk.overwrite(Array(text.replacing(good, with: bad, maxReplacements: 1).utf8))
        let log = try disk.log()
        #expect {
            _ = try log.allLines()
        } throws: { error in
            guard case .broken(let line)? = error as? AuditError, case .form = line.problem else { return false }
            return line.sequence == 0 && line.offset == 0
        }
        #expect(try log.verify().broken?.sequence == 0)
    }

    @Test func longLinesAreReadAndTooLongOnesNeverWritten() throws {
        let disk = TestDisk.memory()
        let log = try disk.log()
        let long = AuditFact.other(type: "x", body: ["text": .string(String(repeating: "a", count: 1_000_000))])
        try log.append([try skipped(1), long, try skipped(2)])
        #expect(try log.allLines().map(\.sequence) == [0, 1, 2])
        #expect(try log.lines(count: 2).map(\.sequence) == [1, 2])
        let tooLong = AuditFact.other(type: "x", body: ["text": .string(String(repeating: "a", count: 8 << 20))])
        #expect {
            try log.append([try skipped(3), tooLong])
        } throws: { error in
            if case .unwritable? = error as? AuditError { true } else { false }
        }
        try log.append([try skipped(4)])
        #expect(try log.check() == 4)
    }

    @Test func aLineWithoutAnEndIsBrokenBeforeItFillsTheMemory() throws {
        let disk = TestDisk.memory()
        try disk.log().append([try skipped(1)])
        try disk.append(Array(repeating: 97, count: (8 << 20) + 2))
        var reader = try disk.log().reader()
        #expect(try reader.next()?.sequence == 0)
        #expect {
            _ = try reader.next()
        } throws: { error in
            guard case .broken(let line)? = error as? AuditError, case .tooLong = line.problem else { return false }
            return line.sequence == 1
        }
    }

    @Test(arguments: ["", "a b", "a\"b", "é", "a\n", String(repeating: "a", count: 65)])
    func anOddTypeIsNotWritten(type: String) throws {
        let log = try TestDisk.memory().log()
        #expect(throws: AuditError.self) { try log.append([.other(type: type, body: [:])]) }
        #expect(try log.end() == .start)
    }
}
