import Glibc
import HandoffAudit
import HandoffCards
import HandoffPolicy
import HandoffQueue
import StrictJSON
import TestSupport
import Testing

@testable import HandoffGate

/// A home with a card that waits, seen from its agent's side: it can write to the whole queue, and knows every public key.
final class AttackScene: Sendable {
    let bench: GateBench
    let gate: Gate
    let queue: DirectoryQueue
    let victim = CardID("victim")!
    var now: Timestamp { bench.start }

    static let policy = """
        version: 1
        first_time: act
        actions:
          file.tidy: {consequence: low, reversible: true, max_scale: 5}
          list.tidy: {consequence: low, reversible: true, max_scale: 5, scale_from: /paths}
          sure.tidy: {consequence: low, reversible: true, min_confidence_to_act: 0.9}
          mail.send: {consequence: high, external: true}
        """
    /// Of an action that asks.
    static let mail: [String: JSONValue] = [
        "type": "mail.send", "target": "lena@northwind.example", "arguments": ["to": "lena"], "external": true,
    ]

    init() throws {
        bench = try GateBench()
        queue = try DirectoryQueue(root: bench.folder + "/queue", create: true)
        gate = try bench.gate(store: queue, policy: Policy(text: Self.policy))
        try submit(victim.text, action: Self.mail)
        try gate.bringUpToDate(now: { now })
    }

    /// A path within the queue.
    func path(_ name: String) -> String { bench.folder + "/queue/" + name }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Files.write(bytes, to: path(name))
    }

    @discardableResult
    func submit(_ id: String, _ changes: [String: JSONValue] = [:], action: [String: JSONValue] = [:]) throws -> CardID?
    {
        try write(GateBench.document(changes, action: action).bytes(), to: "new/\(id).json")
        return CardID(id)
    }

    /// The operator approves what was admitted.
    func approve(_ id: CardID, _ press: Press = .approve) throws {
        try gate.bringUpToDate(now: { now })
        var request = try bench.request(gate, id, press)
        request.confirmation = "yes"
        _ = try gate.decide(request, now: now)
    }

    /// The token that an approval of the victim would have, but for what `change` changes.
    func token(_ change: (inout DecisionToken) -> Void = { _ in }) throws -> DecisionToken {
        let record = try #require(try gate.index.record(of: victim))
        var token = DecisionToken(
            issuer: gate.issuer, subject: "ana", card: victim, issued: now, expires: now.adding(seconds: 900),
            decision: .approved, cardDigest: record.digest, action: try gate.card(record).actionBinding,
            policy: gate.policy.current().policy.digest, sequence: try bench.lines().count)
        change(&token)
        return token
    }

    /// Puts a decision where it would count if it were one: into the file that agents read, and into the log, as if the agent could write to it.
    func plant(
        _ token: String, basis: Decision.Basis = .operator, operator name: String? = "ana", arguments: JSONObject? = nil
    ) throws {
        let record = try #require(try gate.index.record(of: victim))
        let card = try gate.card(record)
        let decision = Decision(
            card: victim, kind: .approved, button: nil, edited: arguments != nil,
            arguments: arguments ?? card.action.arguments, message: nil, operator: name, decided: now, basis: basis,
            token: token)
        try write(decision.document.bytes(), to: "decisions/\(victim).json")
        try bench.log().append(
            [
                .decided(
                    .init(
                        card: victim, decision: .approved, basis: basis, button: nil, operator: name,
                        digest: record.digest, action: card.actionBinding, policy: gate.policy.current().policy.digest,
                        arguments: arguments, edited: arguments != nil, message: nil, token: token, shown: nil,
                        looked: nil))
            ], at: now)
        // No gate goes on from such a line; it can only come in with an index that is made anew.
        bench.removeIndex()
    }

    /// A compact JWS over anything.
    static func compact(_ header: JSONValue, _ payload: [UInt8], signedBy key: OperatorKey?) throws -> String {
        let input = Base64URL.encode(header.canonicalBytes()) + "." + Base64URL.encode(payload)
        return input + "." + Base64URL.encode(try key?.sign(Array(input.utf8)) ?? [])
    }

    static let ana = OperatorKey.fake(operatorName: "ana")
    /// The agent's own.
    static let agents = OperatorKey.fake(operatorName: "mallory")

    static func header(_ changes: [String: JSONValue] = [:]) -> JSONValue {
        var header: JSONObject = ["alg": "EdDSA", "kid": .string(ana.keyID), "typ": .string(DecisionToken.decision)]
        for (name, value) in changes { header[name] = value }
        return .object(header)
    }
}
