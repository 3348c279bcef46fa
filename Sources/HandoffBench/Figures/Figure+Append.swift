import HandoffAudit
import HandoffCards

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
        for _ in 0..<workbench.samples(500) {
            appends.add(
                try ContinuousClock().measure { _ = try log.transaction(now: now) { try $0.append([fact], at: now) } })
            syncs.add(try ContinuousClock().measure { try floor.append(line) })
        }
        return [(50.0, "p50"), (99, "p99")].map { percent, name in
            Row(
                what: "one durable audit append, \(name)", value: .milliseconds(appends.percentile(percent)),
                floor: Floor(name: "write, fdatasync", value: .milliseconds(syncs.percentile(percent))),
                target: percent == 50 ? .timesFloor(1.5) : nil)
        }
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
