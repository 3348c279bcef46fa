import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import StrictJSON
import Testing

/// A gate whose policy asks about mail and refunds, and an account that is not new to either.
struct AuthorizationBench {
    let bench: GateBench
    let gate: Gate
    var start: Timestamp { bench.start }

    static let policy = """
        version: 1
        actions:
          mail.send: {consequence: medium, external: true, scale_from: /to, target_from: /to, max_scale: 50}
          refund.pay: {consequence: medium, external: true, value_from: {amount: /amount, currency: EUR}}
          prod.restart: {consequence: critical}
        rules:
          - {id: pair, ruling: ask_two, because: two must look, when: {action: refund.pay, value: {over: 1000, currency: EUR}}}
          - {id: many, ruling: ask, because: more than ten, when: {action: mail.send, scale: {over: 10}}}
          - {id: never, ruling: forbid, because: never there, when: {action: mail.send, target: "*@banned.example"}}
          - {id: look, ruling: ask, because: we look at these, when: {action: mail.send, arguments: {/subject: "*urgent*"}}}

        """

    init(disk: any Disk = RealDisk(), policy: String = policy) throws {
        bench = try GateBench(disk: disk)
        gate = try bench.gate(policy: try Policy(text: policy))
        let known: [(String, JSONValue)] = [("mail.send", ["to": ["x@y.example"]]), ("refund.pay", ["amount": "1"])]
        for (type, arguments) in known {
            try bench.approve("known-\(type)", action: Self.action(type, arguments), by: gate)
        }
    }

    private static func action(_ type: String, _ arguments: JSONValue) -> [String: JSONValue] {
        [
            "type": .string(type), "target": nil, "arguments": arguments, "reversible": false, "external": true,
            "scale": type == "refund.pay" ? 1 : nil,
        ]
    }

    /// Another process.
    func other() throws -> Gate { try bench.gate(policy: try Policy(text: Self.policy)) }

    static func grant(
        _ when: JSONValue = ["action": "mail.send", "account": "acme", "target": "*@customer.example"],
        _ caps: AuthorizationCaps = AuthorizationCaps(), effect: StandingGrant.Effect = .approve,
        expires: Timestamp = Timestamp("2027-06-01T00:00:00Z")!
    ) -> StandingGrant { StandingGrant(effect: effect, when: when, caps: caps, expires: expires) }

    @discardableResult
    func grant(
        _ when: JSONValue = ["action": "mail.send", "account": "acme", "target": "*@customer.example"],
        _ caps: AuthorizationCaps = AuthorizationCaps(), effect: StandingGrant.Effect = .approve,
        isGrave: Bool = false
    ) throws -> AuthorizationID {
        var grant = Self.grant(when, caps, effect: effect)
        grant.isGrave = isGrave
        return try gate.grant(grant, confirmation: isGrave ? "yes" : nil, now: start)
    }

    func mail(_ id: String, to: [String] = ["lena@customer.example"], _ changes: [String: JSONValue] = [:]) throws
        -> CardID
    {
        try bench.submit(
            id, changes, action: Self.action("mail.send", ["to": .array(to.map(JSONValue.string)), "subject": "s"]))
    }

    func refund(_ id: String, _ amount: String) throws -> CardID {
        try bench.submit(id, action: Self.action("refund.pay", ["amount": .string(amount)]))
    }

    /// Takes in what was handed in, and says what became of a card.
    func admit(_ id: CardID, by other: Gate? = nil, now: Timestamp? = nil) throws -> CardRecord {
        let gate = other ?? gate
        try gate.admitAll(now: { now ?? start })
        return try #require(try gate.index.record(of: id))
    }

    func basis(_ id: CardID) throws -> Decision.Basis? {
        let record = try #require(try gate.index.record(of: id))
        return try gate.decision(record)?.basis
    }

    func why(_ id: CardID) throws -> String { try bench.assessment(gate, id).why }
}
