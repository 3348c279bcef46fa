import HandoffAudit
import HandoffCards
import Terminal

/// What the history's list shows of a line of the log: a fact in words.
package struct HistoryRow: Equatable, Sendable {
    package let sequence: Int
    package let time: Timestamp
    package let card: CardID?
    /// Who: an agent, an operator, or a part of handoff itself.
    let actor: SafeLine
    package let word: String
    let style: StyleName
    /// Action and target, where the line itself has them.
    let subject: SafeLine?
    /// A reason, an answer, a detail.
    let note: SafeLine?

    static let longest = 120

    init(_ line: AuditLine) {
        sequence = line.sequence
        time = line.time
        let words =
            (try? line.fact).map { Wording($0) } ?? Wording(word: "unreadable", style: "verdict.failed", actor: "log")
        card = words.card
        actor = SafeText.line(words.actor).truncated(to: 40, ellipsis: true)
        word = words.word
        style = words.style
        subject = words.subject?.truncated(to: Self.longest, ellipsis: true)
        note = words.note.map { SafeText.line($0).truncated(to: Self.longest, ellipsis: true) }
    }
}

extension HistoryRow {
    fileprivate struct Wording {
        var word: String
        var style: StyleName = "text"
        var actor: String
        var card: CardID?
        var subject: SafeLine?
        var note: String?
    }
}

extension HistoryRow.Wording {
    fileprivate init(_ fact: AuditFact) {
        switch fact {
        case .proposed(let fact):
            let document = fact.document.object
            let action = document?["action"]?.object
            self.init(word: "proposed", actor: document?["agent"]?.object?["name"]?.string ?? "agent")
            let type = SafeText.line(action?["type"]?.string ?? "")
            subject = action?["target"]?.string.map { type + SafeText.line(" ") + SafeText.identity($0) } ?? type
        case .endorsed(let fact):
            self.init(word: "approved", style: "verdict.held", actor: fact.operator, note: "the first of two")
        case .decided(let fact): self.init(fact)
        case .skipped(let fact): self.init(word: "skipped", style: "verdict.skipped", actor: fact.operator)
        case .expired: self.init(word: "expired", style: "verdict.skipped", actor: "clock")
        case .withdrawn: self.init(word: "withdrawn", style: "verdict.skipped", actor: "agent")
        case .refused(let fact):
            self.init(word: "refused", style: "verdict.failed", actor: "gate")
            note = [fact.name, fact.reason].compactMap { $0 }.joined(separator: ": ")
        case .executionStarted: self.init(word: "started", actor: "gate")
        case .executionFinished(let fact):
            self.init(fact.outcome.status, by: fact.reportedBy)
            note = fact.outcome.detail
        case .executionUnknown: self.init(word: "unknown", style: "verdict.failed", actor: "gate")
        case .authorizationGranted(let fact):
            self.init(
                word: "authorized", style: "authorization.active", actor: fact.operator, note: fact.authorization.text)
        case .authorizationUsed(let fact):
            self.init(word: "authorization", style: "text.muted", actor: "gate", note: fact.authorization.text)
        case .authorizationChanged(let fact):
            self.init(word: fact.kind.words, style: fact.kind.style, actor: fact.operator ?? "gate")
            note = [fact.authorization.text, fact.because].compactMap { $0 }.joined(separator: ": ")
        case .trustChanged(let fact):
            let style: StyleName = fact.kind == .raised ? "authorization.active" : "authorization.suspended"
            self.init(word: "trust " + fact.kind.rawValue, style: style, actor: fact.operator ?? "gate")
            note = ["\(fact.subject.words): \(fact.level.words)", fact.because].compactMap { $0 }
                .joined(separator: ": ")
        case .suggestionChanged(let fact):
            self.init(word: fact.kind.rawValue, style: "text.muted", actor: fact.operator, note: fact.words)
        case .canaryAnswered(let fact):
            self.init(
                word: fact.isCaught ? "canary caught" : "canary missed",
                style: fact.isCaught ? "verdict.approved" : "verdict.failed", actor: fact.operator)
        case .policyLoaded(let fact):
            if let problem = fact.problem {
                self.init(word: "no policy", style: "verdict.failed", actor: "gate", note: problem)
            } else {
                self.init(word: "policy", style: "text.muted", actor: "gate", note: String(fact.digest.hex.prefix(12)))
            }
        case .logOpened(let fact):
            self.init(word: "log opened", style: "text.muted", actor: "gate", note: "handoff " + fact.version)
        case .logRecovered(let fact):
            self.init(word: "log healed", style: "toast.warn", actor: "gate")
            note = "half a line of \(fact.bytes) bytes was kept in \(fact.kept)"
        case .logCheckpoint(let fact):
            self.init(word: "checkpoint", style: "text.muted", actor: "gate", note: "\(fact.frontier.size) lines")
        case .clockStepped(let fact):
            self.init(word: "clock set", style: "toast.warn", actor: "gate", note: "from \(fact.from) to \(fact.to)")
        case .other(let type, _): self.init(word: type, style: "text.muted", actor: "gate")
        }
        card = fact.card
    }

    private init(_ fact: AuditFact.Decided) {
        let style: StyleName =
            switch fact.decision {
            case .approved where fact.basis != .operator: "verdict.alone"
            case .approved, .answered: "verdict.approved"
            case .declined: "verdict.declined"
            case .expired, .withdrawn: "verdict.skipped"
            }
        self.init(word: fact.decision.rawValue, style: style, actor: fact.operator ?? fact.basis.rawValue)
        note = fact.message
    }

    private init(_ status: Outcome.Status, by reporter: String) {
        switch status {
        case .succeeded: self.init(word: "succeeded", style: "verdict.approved", actor: reporter)
        case .failed: self.init(word: "failed", style: "verdict.failed", actor: reporter)
        case .rolledBack: self.init(word: "undone", style: "verdict.undone", actor: reporter)
        case .notAttempted: self.init(word: "not attempted", style: "verdict.skipped", actor: reporter)
        }
    }
}

extension AuditFact.AuthorizationChange.Kind {
    fileprivate var words: String {
        switch self {
        case .suspended: "suspended"
        case .resumed: "resumed"
        case .renewed: "renewed"
        case .revoked: "revoked"
        case .expired: "ended"
        case .reviewAsked: "review due"
        }
    }

    fileprivate var style: StyleName {
        switch self {
        case .suspended: "authorization.suspended"
        case .resumed, .renewed: "authorization.active"
        case .revoked, .expired: "authorization.revoked"
        case .reviewAsked: "authorization.due"
        }
    }
}
