import HandoffAudit
import HandoffCards
import TestSupport
import Testing

/// What the log does on every disk.
@Suite struct AuditLogContractTests {
    private let directory: TemporaryFolder

    init() throws { directory = try .forDisks() }

    @Test(arguments: DiskKind.allCases) func aNewLogIsEmpty(kind: DiskKind) throws {
        let log = try kind.make(in: directory).log()
        #expect(try log.allLines() == [])
        #expect(try log.lines(count: 10) == [])
        #expect(try log.verify() == VerificationReport(lines: 0, end: .start, broken: nil, tornBytes: 0))
        #expect(try log.end() == .start)
        #expect(try log.allLines() == [])
    }

    @Test(arguments: DiskKind.allCases) func whatIsAppendedIsReadInOrder(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        let facts = try (0..<7).map(skipped)
        var places = try log.append([facts[0]])
        places += try log.append(Array(facts[1..<4]))
        places += try log.transaction(now: noon) { transaction in
            #expect(transaction.position.sequence == 4)
            let first = try transaction.append([facts[4]], at: noon)
            #expect(transaction.position.sequence == 5)
            return try first + transaction.append([facts[5], facts[6]], at: noon)
        }
        let lines = try log.allLines()
        #expect(try lines.map { try $0.fact } == facts)
        #expect(lines.map(\.sequence) == Array(0..<7))
        #expect(places == lines.map { AppendedLine(sequence: $0.sequence, offset: $0.offset, length: $0.length) })
        #expect(try log.end() == lines[6].end)
        #expect(try log.verify(knowing: lines[6].end).lines == 7)
        for line in lines { #expect(try log.line(at: line.offset, length: line.length) == line) }
        #expect(try disk.log().allLines() == lines)
    }

    @Test(arguments: DiskKind.allCases) func anEmptyAppendWritesNothing(kind: DiskKind) throws {
        let log = try kind.make(in: directory).log()
        #expect(try log.append([]) == [])
        #expect(try log.end() == .start)
    }

    @Test(arguments: DiskKind.allCases) func whatABodyAppendedStaysWhenItThrows(kind: DiskKind) throws {
        struct Change: Error {}
        let log = try kind.make(in: directory).log()
        #expect(throws: Change.self) {
            try log.transaction(now: noon) { transaction in
                try transaction.append([try skipped(1)], at: noon)
                throw Change()
            }
        }
        try log.append([try skipped(2)])
        #expect(try log.check() == 2)
    }

    @Test(arguments: DiskKind.allCases) func severalLogsWriteOneChain(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let logs = try (0..<3).map { _ in try disk.log() }
        for number in 0..<12 {
            let sequences = try logs[number % 3].append([try skipped(number), try skipped(number)]).map(\.sequence)
            #expect(sequences == [2 * number, 2 * number + 1])
        }
        #expect(try logs[0].check() == 24)
    }

    @Test(arguments: DiskKind.allCases) func aReaderGoesOnWhereItStood(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let writer = try disk.log()
        let log = try disk.log()
        var reader = try log.reader()
        #expect(try reader.next() == nil)
        for number in 0..<4 {
            try writer.append([try skipped(number)])
            #expect(try reader.next()?.sequence == number)
            #expect(try reader.next() == nil)
        }
        let position = reader.position
        try writer.append([try skipped(4), try skipped(5)])
        #expect(try log.allLines(from: position).map(\.sequence) == [4, 5])
        #expect(try reader.next()?.sequence == 4)
    }

    @Test(arguments: DiskKind.allCases) func halfALineIsNoLineYet(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1), try skipped(2)])
        let lines = try disk.bytes().lines
        try disk.overwrite(lines[0] + lines[1].prefix(40))
        let other = try disk.log()
        var reader = try other.reader()
        #expect(try reader.next()?.sequence == 0)
        #expect(try reader.next() == nil)
        #expect(try other.lines(count: 5).map(\.sequence) == [0])
        #expect(try other.verify() == VerificationReport(lines: 1, end: reader.position, broken: nil, tornBytes: 40))
        try disk.append(Array(lines[1].dropFirst(40)))
        #expect(try reader.next()?.sequence == 1)
    }

    @Test(arguments: DiskKind.allCases) func aPositionOfAnotherLogDoesNotFit(kind: DiskKind) throws {
        let log = try kind.make(in: directory).log()
        try log.append([try skipped(1), try skipped(2), try skipped(3)])
        var position = try log.allLines()[0].end
        position.leaf = Hash256(of: [1])
        #expect(throws: AuditError.self) { try log.allLines(from: position) }
        let end = try log.end()
        let beyond = LogPosition(sequence: 9, offset: end.offset + 100, leaf: end.leaf)
        #expect { try log.allLines(from: beyond) } throws: { error in
            error as? AuditError == .truncated(known: end.offset + 100, found: end.offset)
        }
    }

    @Test(arguments: DiskKind.allCases) func aWatchTellsOfAppends(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1)])
        let watch = try log.watch()
        #expect(try disk.log().allLines().count == 1)
        #expect(!isReadable(watch.descriptor))
        try disk.log().append([try skipped(2)])
        #expect(isReadable(watch.descriptor))
    }

    /// Many writers at once: no line is lost, none stands twice, and all follow each other.
    @Test(arguments: DiskKind.allCases) func manyThreadsWriteOneChain(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let (directory, ground) = (disk.directory, disk.disk)
        let writers = try (0..<8).map { writer in
            try BackgroundThread {
                let log = try AuditLog(directory: directory, disk: ground)
                for number in 0..<12 {
                    try log.append([try skipped(writer * 100 + number), try skipped(writer * 100 + 50 + number)])
                }
            }
        }
        let shared = try disk.log()
        let sharers = try (8..<10).map { writer in
            try BackgroundThread { for number in 0..<12 { try shared.append([try skipped(writer * 100 + number)]) } }
        }
        for thread in writers + sharers { try thread.join() }
        #expect(try shared.check() == 8 * 24 + 2 * 12)
        let cards = try shared.allLines().map { try $0.fact.card }
        #expect(Set(cards).count == cards.count)
    }
}
