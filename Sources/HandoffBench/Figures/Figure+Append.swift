import HandoffAudit
import HandoffCards
import Synchronization

extension Figure {
    static let append = Figure(name: "append") { workbench in
        let log = try AuditLog(directory: workbench.folder + "/append")
        let floor = try SyncFloor(workbench.folder + "/append.floor")
        let now = Timestamp.now
        let fact = AuditFact.decided(decision(at: now))
        let length = try log.transaction(now: now) { try $0.append([fact], at: now) }.reduce(0) { $0 + $1.length + 1 }
        let line = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        var (appends, syncs) = (Samples(), Samples())
        // Alternately, so that both meet the same disk.
        for _ in 0..<workbench.samples(1000) {
            appends.add(
                try ContinuousClock().measure { _ = try log.transaction(now: now) { try $0.append([fact], at: now) } })
            syncs.add(try ContinuousClock().measure { try floor.append(line) })
        }
        let sqlite = sqlite(workbench, length: length)
        let alone = [(50.0, "p50"), (99, "p99")].map { percent, name in
            Row(
                what: "one durable audit append, \(name)", value: .milliseconds(appends.percentile(percent)),
                floor: Floor(name: "write, fdatasync", value: .milliseconds(syncs.percentile(percent))),
                target: percent == 50 ? .timesFloor(1.2) : nil, peers: percent == 50 ? sqlite : [])
        }
        return try alone + groups(log, floor, fact, line, count: workbench.samples(400))
    }

    /// Sixty-four lines for one sync: handed over at once, and by as many threads that each wait for their own.
    private static func groups(
        _ log: AuditLog, _ floor: SyncFloor, _ fact: AuditFact, _ line: [UInt8], count: Int
    ) throws -> [Row] {
        let now = Timestamp.now
        let facts = Array(repeating: fact, count: 64)
        let lines = Array(repeatElement(line, count: 64).joined())
        var (appends, syncs) = (Samples(), Samples())
        for _ in 0..<count {
            appends.add(
                try ContinuousClock().measure { _ = try log.transaction(now: now) { try $0.append(facts, at: now) } })
            syncs.add(try ContinuousClock().measure { try floor.append(lines) })
        }
        let best = Floor(
            name: "64 lines, fdatasync", value: .lines(64, in: .milliseconds(1) * syncs.median))
        let each = max(10, count / 4)
        let together = try ContinuousClock().measure {
            let threads = try (0..<64).map { _ in
                try Worker {
                    for _ in 0..<each { _ = try log.append([fact], at: now) }
                }
            }
            for thread in threads { try thread.join() }
        }
        return [
            Row(
                what: "durable appends in groups of 64", value: .lines(64, in: .milliseconds(1) * appends.median),
                floor: best, target: .atLeastTimesFloor(0.5)),
            Row(
                what: "durable appends by 64 threads, a line each", value: .lines(64 * each, in: together),
                floor: best),
        ]
    }

    /// As many bytes as a line, each row a transaction of its own.
    private static func sqlite(_ workbench: Workbench, length: Int) -> [Peer] {
        let count = workbench.samples(500)
        let script = """
            import sqlite3
            db = sqlite3.connect("\(workbench.folder)/append.sqlite", isolation_level=None)
            db.execute("PRAGMA journal_mode=WAL"); db.execute("PRAGMA synchronous=FULL")
            db.execute("CREATE TABLE line (bytes BLOB)")
            line = b"a" * \(length)
            for _ in range(\(count)): db.execute("INSERT INTO line VALUES (?)", (line,))
            """
        guard workbench.has("python3"),
            let empty = try? Command(["python3", "-c", "import sqlite3"], environment: workbench.environment).run(),
            let whole = try? Command(["python3", "-c", script], environment: workbench.environment).run()
        else { return [] }
        let each = (whole - empty).inMilliseconds / Double(count)
        return [Peer(name: "SQLite WAL FULL (mean)", value: .milliseconds(each))]
    }

    /// As long as a real one.
    private static func decision(at now: Timestamp) -> AuditFact.Decided {
        var maker = CardMaker(0)
        return AuditFact.Decided(
            card: maker.card().id, decision: .approved, basis: .operator, button: "approve", operator: "ana",
            digest: .zero, action: .zero, policy: .zero, arguments: nil, edited: false, message: nil,
            token: String(repeating: "a", count: 720), shown: now, looked: 2400)
    }
}
