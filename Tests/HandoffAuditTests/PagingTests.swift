import HandoffAudit
import StrictJSON
import Testing

@Suite struct PagingTests {
    @Test(arguments: [Int.min, -1, 3, .max - 1, .max])
    func numbersThatNoLineHasFindNone(sequence: Int) throws {
        let log = try TestDisk.memory().log()
        for number in 0..<3 { try log.append([skipped(number)]) }
        #expect(try log.line(sequence: sequence) == nil)
        for number in 0..<3 { #expect(try log.line(sequence: number)?.sequence == number) }
    }

    private let disk: TestDisk
    private let log: AuditLog
    private let all: [AuditLine]

    /// Lines of many lengths, so that they lie across the blocks in which a file is read.
    init() throws {
        disk = TestDisk.memory()
        log = try disk.log()
        var facts: [AuditFact] = []
        for number in 0..<600 {
            let length = number % 97 == 0 ? 70_000 : number * 37 % 900
            facts.append(.other(type: "x", body: ["text": .string(String(repeating: "a", count: length))]))
        }
        try log.append(facts)
        all = try log.allLines()
    }

    @Test func theLastLines() throws {
        for count in [1, 2, 50, 599, 600, 601] {
            #expect(try log.lines(count: count) == Array(all.suffix(count)))
        }
        #expect(try log.lines(count: 0) == [])
    }

    @Test func theLinesBeforeEachLine() throws {
        for sequence in 0...600 {
            #expect(try log.lines(before: sequence, count: 3) == Array(all[..<sequence].suffix(3)))
        }
        #expect(try log.lines(before: 10_000, count: 3) == Array(all.suffix(3)))
        #expect(try log.lines(before: -1, count: 3) == [])
    }

    @Test func pagesJoinIntoTheWholeLog() throws {
        var lines = try log.lines(count: 41)
        while let first = lines.first, first.sequence > 0 {
            lines = try log.lines(before: first.sequence, count: 41) + lines
        }
        #expect(lines == all)
    }

    @Test func aPlaceThatIsNoLineIsAnError() throws {
        let line = all[5]
        for (offset, length) in [
            (line.offset + 1, line.length - 1), (line.offset, line.length - 1), (line.offset, line.length + 1),
            (line.offset - 1, line.length), (line.offset, all[6].offset + all[6].length - line.offset), (-1, 5),
            (line.offset, -1), (line.offset, .max), (.max, 1), (.max - 1, .max), (0, 0),
        ] {
            #expect(throws: AuditError.self, "\(offset), \(length)") { try log.line(at: offset, length: length) }
        }
        let end = try log.end().offset
        #expect { try log.line(at: end, length: 10) } throws: { error in
            if case .truncated? = error as? AuditError { true } else { false }
        }
    }

    @Test func aPageThatDoesNotHangTogetherIsAnError() throws {
        var lines = try disk.bytes().lines
        lines.remove(at: 598)
        try disk.overwrite(Array(lines.joined()))
        #expect(try log.lines(count: 2).map(\.sequence) == [599, 600])
        #expect { try log.lines(count: 3) } throws: { error in
            guard case .broken(let line)? = error as? AuditError else { return false }
            return line.problem == .sequence(stated: 599) && line.sequence == 598
        }
    }
}
