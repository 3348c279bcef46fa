import Glibc
import HandoffAudit
import HandoffCards
import Synchronization
import Testing

/// Callers of one log that come at the same time share writes and syncs.
@Suite struct JoinedAppendTests {
    private let disk = MemoryDisk()

    private func log() throws -> AuditLog { try AuditLog(directory: "/a", disk: disk) }

    /// While one thread has the log, so many others come, each with what it is given the number for.
    private func together(
        _ count: Int, on log: AuditLog, _ work: @escaping @Sendable (Int) throws -> Void
    ) throws {
        let threads = Mutex<[Thread]>([])
        try log.transaction(now: noon) { _ in
            for number in 0..<count {
                let thread = try Thread { try work(number) }
                threads.withLock { $0.append(thread) }
            }
            // Long enough for most of them to stand in line; nothing depends on it.
            usleep(20_000)
        }
        for thread in threads.withLock({ $0 }) { try thread.join() }
    }

    @Test func everyCallerIsToldOfItsOwnLines() throws {
        let log = try log()
        let places = Mutex<[Int: [AppendedLine]]>([:])
        let before = disk.changes
        try together(40, on: log) { number in
            let lines = try log.append([try skipped(number), try skipped(number)], at: noon.adding(seconds: number))
            places.withLock { $0[number] = lines }
        }
        #expect(disk.changes - before < 2 * 40 + 6)
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
