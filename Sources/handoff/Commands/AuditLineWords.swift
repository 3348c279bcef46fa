import HandoffAudit
import HandoffCards
import HandoffPolicy
import Terminal

/// A line of the log as a line for a person: when, what, which card, and who or why.
struct AuditLineWords {
    private let time: String
    private var what: String
    private var tint: Paint.Tint?
    private var card: String?
    /// May hold agents' text.
    private var details = ""

    init(_ line: AuditLine) {
        time = LocalTime.text(line.time)
        what = line.type.split(separator: ".").last.map(String.init) ?? line.type
        do {
            let fact = try line.fact
            card = fact.card?.text
            describe(fact)
        } catch {
            tint = .alarm
            details = "(not what such a line says: \(error))"
        }
    }

    private static let longestWord = 9

    func text(_ paint: Paint) -> String {
        let word = what + String(repeating: " ", count: max(0, Self.longestWord - what.count))
        let parts = [paint(time, .dim), paint(word, tint), card ?? "", SafeText.visible(details)]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    private mutating func describe(_ fact: AuditFact) {
        switch fact {
        case .proposed(let fact):
            let document = fact.document.object
            let action = document?["action"]?.object
            let target = action?["target"]?.string.map { " -> " + $0 } ?? ""
            details = "\(fact.assessment.risk.word): \(document?["agent"]?.object?["name"]?.string ?? "?") proposes "
            details += (action?["type"]?.string ?? "?") + target
            details += " (\(fact.assessment.ruling.word): \(fact.assessment.why))"
            if let submitter = fact.submitter { details += ", from " + submitter.words }
        case .decided(let fact):
            (what, tint) = (fact.decision.rawValue, Self.tint(of: fact.decision))
            details = "by " + (fact.operator ?? fact.basis.rawValue) + (fact.edited ? ", edited" : "")
            if let message = fact.message { details += ": " + message }
        case .endorsed(let fact): details = "by \(fact.operator), the first of two approvals"
        case .skipped(let fact): details = "by " + fact.operator
        case .expired, .withdrawn: tint = .dim
        case .refused(let fact):
            tint = .red
            details = [fact.name, fact.reason].compactMap { $0 }.joined(separator: ": ")
        case .executionStarted(let fact): details = "by handoff \(fact.by), as line \(fact.decision) approved"
        case .executionFinished(let fact):
            (what, tint) = (fact.outcome.status.rawValue, fact.outcome.status == .succeeded ? .green : .yellow)
            details = "says " + fact.reportedBy + (fact.outcome.detail.map { ": " + $0 } ?? "")
        case .executionUnknown(let fact):
            tint = .alarm
            details = "the gate ended meanwhile; the card \(fact.asked) asks what became of it"
        case .authorizationGranted(let fact):
            tint = .yellow
            let scope = (try? Scope(fact.grant.when).words) ?? "a scope that is not understood"
            let effect = fact.grant.effect == .decline ? "decline " : ""
            details = "\(fact.authorization) by \(fact.operator): \(effect)\(scope)"
        case .authorizationUsed(let fact): details = "the standing authorization \(fact.authorization)"
        case .authorizationChanged(let fact):
            tint = fact.kind == .revoked || fact.kind == .suspended ? .red : .yellow
            details = "\(fact.authorization) by \(fact.operator ?? "handoff itself")"
            if let because = fact.because { details += ": " + because }
        case .trustChanged(let fact):
            tint = fact.kind == .lowered ? .red : .yellow
            details = "\(fact.subject.words): \(fact.level.words), by \(fact.operator ?? "handoff itself")"
            if let because = fact.because { details += ": " + because }
        case .suggestionChanged(let fact): details = "by \(fact.operator): \(fact.words)"
        case .canaryAnswered(let fact):
            (what, tint) = fact.isCaught ? ("canary caught", .green) : ("canary missed", .red)
            details = "by \(fact.operator); nothing was approved"
        case .policyLoaded(let fact):
            details = "the policy with the digest \(fact.digest.hex)"
            if let problem = fact.problem {
                (what, tint) = ("not loaded", .red)
                details = "the policy, which cannot be used, so nothing is approved: \(problem)"
            }
        case .logOpened(let fact): details = "the log, by the gate with the key \(fact.gate), handoff \(fact.version)"
        case .logRecovered(let fact):
            tint = .yellow
            details = "half a line of \(fact.bytes) bytes was taken out and kept as \(fact.kept)"
        case .logCheckpoint(let fact):
            tint = .dim
            details =
                "\(fact.note == nil ? "" : "signed: ")\(fact.frontier.size) lines have the root \(fact.frontier.root.hex)"
        case .clockStepped(let fact):
            tint = .yellow
            details = "the clock was set from \(fact.from) to \(fact.to)"
        case .other: break
        }
    }

    private static func tint(of kind: Decision.Kind) -> Paint.Tint? {
        switch kind {
        case .approved: .green
        case .declined: .red
        case .answered: .cyan
        case .expired, .withdrawn: .dim
        }
    }
}
