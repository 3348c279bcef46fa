import HandoffAudit
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import HandoffTrust
import StrictJSON

/// A standing authorization for a person, and as JSON.
struct AuthorizationReport {
    let record: StandingRecord
    private let authorization: StandingAuthorization
    private let isTrusted: Bool
    private let spent: DaySpent
    private let now: Timestamp

    init(_ record: StandingRecord, of gate: Gate, now: Timestamp) throws {
        self.record = record
        self.now = now
        authorization = try gate.authorization(record)
        isTrusted = try gate.isProven(record)
        spent = try gate.index.spent(of: record.id, day: now.day)
    }

    /// Why it answers nothing now; nil where it is in force.
    var obstacle: String? {
        if let obstacle = record.state.obstacle(now: now) { return obstacle.words }
        return isTrusted ? nil : "nobody who is trusted now granted it"
    }

    /// One word.
    var state: String {
        switch record.state.recorded {
        case .revoked: "revoked"
        case .expired: "expired"
        case .suspended: "suspended"
        case .active where record.state.obstacle(now: now) == .expired: "expired"
        case .active where obstacle != nil: "suspended"
        case .active where isReviewDue: "due"
        case .active: "active"
        }
    }

    var tint: Paint.Tint? {
        switch state {
        case "active": .green
        case "due": .yellow
        case "suspended": .red
        default: .dim
        }
    }

    var isReviewDue: Bool { record.state.isOpen && now >= record.state.reviewDue && now < record.state.expires }
    var canResume: Bool {
        record.state.isOpen && record.state.obstacle(now: now) != nil && now < record.state.suspensionDue
            && now < record.state.expires
    }

    var scope: String {
        (authorization.grant.effect == .decline ? "decline " : "") + authorization.scope.words
    }

    /// When the next review is due, as a day.
    var review: String {
        record.state.isOpen ? String(record.state.reviewDue.description.prefix(10)) : "–"
    }

    var document: JSONValue {
        [
            "authorization": .string(record.id.text), "state": .string(state), "because": JSONValue(because),
            "grant": authorization.grant.document, "granted_by": .string(record.grantedBy),
            "granted": .string(record.state.granted.description),
            "reviewed": .string(record.state.reviewed.description),
            "review_due": .string(record.state.reviewDue.description), "uses": .number(Double(record.uses)),
            "uses_today": .number(Double(spent.uses)), "last_used": JSONValue(record.used?.description),
            "failed": .number(Double(record.failed)), "undone": .number(Double(record.undone)),
        ]
    }

    private var because: String? {
        record.state.recorded == .active ? obstacle : record.because ?? obstacle
    }

    func words(_ gate: Gate, paint: Paint) throws -> String {
        var page = Page(paint: paint)
        page.line(paint(record.id.text, .bold) + "  " + paint(state.uppercased(), tint))
        for fact in try facts(gate) { page.fact(fact.label, fact.text) }
        page.line("")
        for span in try gate.index.lines(about: record.id) {
            page.line(AuditLineWords(try gate.log.line(at: span.offset, length: span.length)).text(paint))
        }
        return page.text
    }

    /// Labels of at most eight columns, and what stands beside them.
    private func facts(_ gate: Gate) throws -> [(label: String, text: String)] {
        let grant = authorization.grant
        var facts = [(label: "scope", text: scope)]
        if let because { facts.append(("because", because)) }
        if grant.isGrave { facts.append(("risk", "what is grave too")) }
        if let caps = grant.caps.words { facts.append(("caps", caps)) }
        facts.append(("granted", "by \(record.grantedBy) on \(LocalTime.text(record.state.granted))"))
        facts.append(("expires", LocalTime.text(grant.expires)))
        if record.state.isOpen {
            facts.append(("review", "due on \(LocalTime.text(record.state.reviewDue))"))
            facts.append(("", "suspended without one on \(LocalTime.text(record.state.suspensionDue))"))
        }
        if let note = grant.note { facts.append(("note", note)) }
        facts.append(("uses", uses))
        for (place, card) in try gate.index.cards(answeredBy: record.id, limit: Self.shown).enumerated() {
            facts.append((place == 0 ? "last" : "", card.text))
        }
        return facts
    }

    /// As the console shows it.
    func row(_ gate: Gate) throws -> AuthorizationRow {
        let history = try gate.index.lines(about: record.id).map { span in
            AuditLineWords(try gate.log.line(at: span.offset, length: span.length)).text(Paint(isOn: false))
        }
        return AuthorizationRow(
            id: record.id, state: AuthorizationRow.State(rawValue: state) ?? .suspended, scope: scope,
            uses: record.uses,
            undone: record.undone, review: record.state.isOpen ? record.state.reviewDue : nil,
            grantedBy: record.grantedBy,
            details: try facts(gate).map { .init($0.label.uppercased(), $0.text) }
                + history.enumerated().map { .init($0 == 0 ? "LOG" : "", $1) })
    }

    private var uses: String {
        let today = "\(spent.uses) today"
        guard authorization.grant.effect == .approve else {
            return "\(Words.count(record.uses, "card")) declined, \(today)"
        }
        return
            "\(Words.count(record.uses, "action")) let through, \(today); \(record.failed) failed, \(record.undone) undone"
    }

    private static let shown = 10
}

extension AuthorizationCaps {
    /// Nil where there is none.
    fileprivate var words: String? {
        let parts = [
            scale.map { "scale \($0)" }, externalScale.map { "external audience \($0)" }, value.map { "value \($0)" },
            usesPerDay.map { "\($0) uses a day" }, valuePerDay.map { "\($0) a day" },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : "at most " + parts.joined(separator: ", ")
    }
}
