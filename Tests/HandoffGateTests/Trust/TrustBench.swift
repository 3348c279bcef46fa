import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import StrictJSON
import Testing

/// A gate whose policy leaves tidying to agents.
struct TrustBench {
    let bench: GateBench
    let gate: Gate
    var start: Timestamp { bench.start }

    static let policy = """
        version: 1
        first_time: act
        actions:
          file.tidy: {consequence: low, reversible: true}
          file.sort: {consequence: low, reversible: true, min_confidence_to_act: 0.9}
          disk.wipe: {consequence: critical, reversible: true}
          mail.send: {consequence: medium, external: true, trust: always_ask}

        """

    init(spotChecks: String = "0", chance: @escaping @Sendable () -> Double = { 1 }) throws {
        bench = try GateBench()
        gate = try bench.gate(
            policy: try Policy(text: Self.policy + "spot_checks: \(spotChecks)\n"), chance: chance)
    }

    func submit(_ id: String, _ type: String = "file.tidy", account: JSONValue = "acme") throws -> CardID {
        let id = try bench.submit(id, ["account": account], action: ["type": .string(type)])
        try gate.admitAll(now: { start })
        return id
    }

    func state(_ id: CardID) throws -> CardState? { try gate.index.record(of: id)?.state }

    func why(_ id: CardID) throws -> String { try bench.assessment(gate, id).why }

    func decide(_ id: CardID, _ press: Press = .approve, confirmation: String? = nil) throws {
        var request = try bench.request(gate, id, press)
        request.confirmation = confirmation
        _ = try gate.decide(request, now: start)
    }

    func report(_ id: CardID, _ status: Outcome.Status, at time: Timestamp? = nil) throws {
        let outcome = Outcome(card: id, status: status, detail: nil, finished: time ?? start)
        try bench.store.reportOutcome(outcome.document.bytes(), for: id)
        try gate.recordOutcomes(bench.store.listOutcomes(), now: time ?? start)
    }

    @discardableResult
    func set(_ level: TrustLevel, _ type: String = "file.tidy", account: String? = nil, confirmation: String? = nil)
        throws -> TrustLevel
    {
        try gate.setTrust(
            TrustSubject(action: type, account: account), to: level, because: nil, confirmation: confirmation,
            now: start)
    }

    func level(_ type: String = "file.tidy", account: String? = nil) throws -> TrustLevel? {
        try gate.trust(
            of: TrustSubject(action: type, account: account), under: gate.policy.current().policy)?.level
    }
}
