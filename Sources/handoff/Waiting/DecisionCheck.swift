import Glibc
import HandoffCards
import HandoffGate
import Terminal

/// Whether a published decision is what a gate of this home signed. Files in `decisions/` are not proof by themselves.
struct DecisionCheck {
    private let workplace: Workplace

    init(_ workplace: Workplace) { self.workplace = workplace }

    /// A decision that is to be believed.
    struct Checked: Equatable {
        let decision: Decision
        /// When the time of an approval ended, as its token says; nil while it can be used.
        var over: Timestamp?
    }

    /// Reads a decision and checks it as far as this user may: against the audit log, against the trusted keys, and
    /// whether the time of an approval is over.
    func decision(_ bytes: [UInt8], for id: CardID, now: Timestamp) throws -> Checked {
        let decision = try parsed(bytes, id)
        if decision.card != id { throw Self.refused(id, "it is on another card") }
        let isInLog = try checkLog(decision, of: id)
        guard let keys = try workplace.trustedKeys() else {
            let expiry = DecisionToken.statedExpiry(decision.token)
            let isOver = decision.kind == .approved && (expiry.map { $0 <= now } ?? true)
            // Where the gate's user alone can put a decision, the file is as good as its signature.
            if !isInLog, access(workplace.home.queue + "/decisions", W_OK) == 0 {
                Output.note("the decision's signature was not checked: \(workplace.home.keys) is not yours to read")
            }
            return Checked(decision: decision, over: isOver ? expiry ?? now : nil)
        }
        let token: DecisionToken
        do { token = try DecisionToken(verifying: decision.token, with: keys) } catch {
            throw Self.refused(id, error.description)
        }
        if let difference = Self.difference(decision, token, of: id) { throw Self.refused(id, difference) }
        let isOver = decision.kind == .approved && token.expires <= now
        return Checked(decision: decision, over: isOver ? token.expires : nil)
    }

    private func parsed(_ bytes: [UInt8], _ id: CardID) throws -> Decision {
        do { return try Decision(parsing: bytes) } catch {
            // What a power cut left of the file is nothing to go by; the log has it whole.
            if let recorded = try publishedAnew(id) { return recorded }
            throw Failure(
                .badInput, "the decision on \(id) cannot be read: \(error.description)", advice: Self.advice(id))
        }
    }

    private func publishedAnew(_ id: CardID) throws -> Decision? {
        guard let gate = try workplace.gateIfPermitted() else { return nil }
        try gate.catchUp(now: .now)
        guard let record = try gate.index.record(of: id), let recorded = try gate.decision(record) else { return nil }
        try gate.republish(record)
        return recorded
    }

    /// Whoever may use the gate compares the whole decision with the one in the log, the message and the button included, for which no
    /// signature stands. False when this user may not.
    private func checkLog(_ decision: Decision, of id: CardID) throws -> Bool {
        guard let gate = try workplace.gateIfPermitted() else { return false }
        try gate.catchUp(now: .now)
        guard let record = try gate.index.record(of: id), let recorded = try gate.decision(record) else {
            throw Self.refused(id, "the audit log has no decision on this card")
        }
        guard recorded == decision else { throw Self.refused(id, "it is not what the audit log says") }
        return true
    }

    /// What the file says otherwise than the token; the token says nothing about message and button.
    static func difference(_ decision: Decision, _ token: DecisionToken, of id: CardID) -> String? {
        if token.card != id || decision.card != id { return "it is signed for another card" }
        if token.decision != decision.kind { return "the signature is for \(token.decision.rawValue)" }
        if token.subject != decision.operator ?? DecisionToken.gateItself {
            return "the signature is of another operator"
        }
        return nil
    }

    /// Whether what was signed is this card and, approved, these arguments.
    static func difference(_ decision: Decision, _ token: DecisionToken, on card: Card) -> String? {
        if token.cardDigest != card.digest() { return "it was decided on another card of this ID" }
        if decision.kind == .approved, token.action != card.actionBinding(arguments: decision.arguments) {
            return "its arguments are not those that were approved"
        }
        return nil
    }

    private static func refused(_ id: CardID, _ reason: String) -> Failure {
        Failure(.notPermitted, "the decision on \(id) is not to be believed: \(reason)", advice: advice(id))
    }

    private static func advice(_ id: CardID) -> String {
        "What was really decided is in the audit log: handoff show \(id)"
    }
}
