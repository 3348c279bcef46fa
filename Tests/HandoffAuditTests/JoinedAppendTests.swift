import Glibc
import HandoffCards
import Synchronization
import TestSupport
import Testing

@testable import HandoffAudit

/// Callers of one log that come at the same time share writes and syncs.
@Suite struct JoinedAppendTests {
    private let disk = MemoryDisk()

    private func log() throws -> AuditLog { try AuditLog(directory: "/a", disk: disk) }

    /// Whoever comes first writes at once; all who come meanwhile share the next writes.
    @Test(arguments: [(1, [1, 1]), (10, [1, 10]), (JoinedAppends.most + 6, [1, JoinedAppends.most, 6])])
    func whoComesMeanwhileSharesTheNextWrite(count: Int, groups: [Int]) throws {
        let joined = JoinedAppends()
        let written = Mutex<[[Timestamp]]>([])
        func come(_ number: Int) throws -> BackgroundThread<Void> {
            try BackgroundThread {
                let time = noon.adding(seconds: number)
                let lines = try joined.append(.init([], at: time)) { group in
                    let isFirst = written.withLock { written in
                        defer { written.append(group.map(\.time)) }
                        return written.isEmpty
                    }
                    if isFirst { #expect(comesTrue { joined.line.withLock { $0.waiting.count } == count }) }
                    return group.map {
                        .success([AppendedLine(sequence: $0.time.seconds(since: noon), offset: 0, length: 0)])
                    }
                }
                #expect(lines.map(\.sequence) == [number])
            }
        }
        let first = try come(0)
        #expect(comesTrue { written.withLock { !$0.isEmpty } })
        let others = try (1...count).map(come)
        for thread in [first] + others { try thread.join() }
        #expect(written.withLock { $0.map(\.count) } == groups)
        #expect(Set(written.withLock { $0.joined() }).count == count + 1)
    }

    /// While somebody has the log, so many come, each with what it is given the number for: one leads, and the others stand in line.
    private func together(
        _ count: Int, on log: AuditLog, _ work: @escaping @Sendable (Int) throws -> Void
    ) throws {
        let threads = try log.transaction(now: noon) { _ in
            let first = try BackgroundThread { try work(0) }
            #expect(comesTrue { log.joined.line.withLock { $0.hasLeader && $0.waiting.isEmpty } })
            let others = try (1..<count).map { number in try BackgroundThread { try work(number) } }
            #expect(comesTrue { log.joined.line.withLock { $0.waiting.count } == count - 1 })
            return [first] + others
        }
        for thread in threads { try thread.join() }
    }

    @Test func sharingIsWritingOnce() throws {
        let log = try log()
        try log.append([try skipped(0)], at: noon)
        let start = disk.changes
        try log.append([try skipped(1)], at: noon)
        let alone = disk.changes - start
        try together(40, on: log) { try log.append([try skipped($0)], at: noon) }
        #expect(disk.changes - start == 3 * alone)
    }

    @Test func everyCallerIsToldOfItsOwnLines() throws {
        let log = try log()
        let places = Mutex<[Int: [AppendedLine]]>([:])
        try together(40, on: log) { number in
            let lines = try log.append([try skipped(number), try skipped(number)], at: noon.adding(seconds: number))
            places.withLock { $0[number] = lines }
        }
        let lines = try log.allLines()
        #expect(lines.count == 80)
        #expect(try log.check() == 80)
        for (number, places) in places.withLock({ $0 }) {
            #expect(places.count == 2 && places[1].sequence == places[0].sequence + 1)
            for place in places {
                let line = lines[place.sequence]
                #expect(try line.fact == skipped(number))
                #expect(line.offset == place.offset && line.length == place.length)
                #expect(line.time == noon.adding(seconds: number))
            }
        }
    }

    @Test func whatCannotBeWrittenIsNoOtherCallersError() throws {
        let log = try log()
        let failures = Mutex<[Int]>([])
        try together(20, on: log) { number in
            let fact: AuditFact = number % 5 == 0 ? .other(type: "not a type", body: [:]) : try skipped(number)
            do { try log.append([fact], at: noon) } catch AuditError.unwritable {
                failures.withLock { $0.append(number) }
            }
        }
        #expect(failures.withLock { $0.sorted() } == [0, 5, 10, 15])
        #expect(try log.check() == 16)
    }

    @Test func aFailedWriteIsEveryCallersError() throws {
        let log = try log()
        try log.append([try skipped(1)], at: noon)
        disk.fail(.synchronize)
        let failures = Mutex(0)
        try together(10, on: log) { number in
            do { try log.append([try skipped(number)], at: noon) } catch is AuditError { failures.withLock { $0 += 1 } }
        }
        #expect(failures.withLock { $0 } == 10)
        #expect(try self.log().check() == 1)
    }

    @Test func nothingIsNothing() throws {
        let log = try log()
        #expect(try log.append([], at: noon) == [])
        #expect(try log.check() == 0)
    }
}
