import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import Testing

/// Steps in the life of a card, and what the log says of it.
extension GateBench {
    /// Hands a card in, has it admitted, and approves it.
    @discardableResult
    func approve(
        _ id: String, _ changes: [String: JSONValue] = [:], action: [String: JSONValue] = [:], by gate: Gate,
        now: Timestamp? = nil
    ) throws -> CardID {
        let id = try submit(id, changes, action: action)
        try gate.admitAll(now: { now ?? start })
        try #require(try gate.decide(request(gate, id, .approve), now: now ?? start).decision?.kind == .approved)
        return id
    }

    func lines() throws -> [AuditLine] {
        var reader = try log().reader()
        var lines: [AuditLine] = []
        while let line = try reader.next() { lines.append(line) }
        return lines
    }

    func count(_ type: String) throws -> Int { try lines().count { $0.type == type } }

    /// Why something was refused, in the order of the log.
    func refusals() throws -> [String] {
        try lines().filter { $0.type == "handoff.refused" }.compactMap { try $0.body["reason"]?.string }
    }

    /// What the policy said of the card when it was admitted.
    func assessment(_ gate: Gate, _ id: CardID) throws -> Assessment {
        try gate.proposal(#require(try gate.index.record(of: id))).assessment
    }
}

extension Policy {
    init(text: String) throws {
        let reading = PolicyReading(text, file: "policy.yaml")
        self = try #require(reading.policy, "\(reading.problems)")
    }

    /// Leaves the bench's cards to their agents.
    static let acting = """
        version: 1
        first_time: act
        actions:
          file.tidy: {consequence: low, reversible: true}

        """
    static let forbidding =
        acting + """
            rules:
              - {id: never, ruling: forbid, because: not on a Sunday, when: {action: file.tidy}}

            """
    static let pairing =
        acting + """
            rules:
              - {id: pair, ruling: ask_two, because: two must look, when: {action: file.tidy}}

            """
}
