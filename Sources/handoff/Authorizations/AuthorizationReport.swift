import HandoffAudit
import HandoffCards
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
        let grant = authorization.grant
        page.line(paint(record.id.text, .bold) + "  " + paint(state.uppercased(), tint))
        page.fact("scope", scope)
        if let because { page.fact("because", because) }
        if let caps = grant.caps.words { page.fact("caps", caps) }
        page.fact("granted", "by \(record.grantedBy) on \(LocalTime.text(record.state.granted))")
        page.fact("expires", LocalTime.text(grant.expires))
        if record.state.isOpen {
            page.fact("review", "due on \(LocalTime.text(record.state.reviewDue))")
            page.fact("", "suspended without one on \(LocalTime.text(record.state.suspensionDue))")
        }
        if let note = grant.note { page.fact("note", note) }
        page.fact("uses", uses)
        let cards = try gate.index.cards(answeredBy: record.id, limit: Self.shown)
        for (place, card) in cards.enumerated() { page.fact(place == 0 ? "last used" : "", card.text) }
        page.line("")
        for span in try gate.index.lines(about: record.id) {
            page.line(AuditLineWords(try gate.log.line(at: span.offset, length: span.length)).text(paint))
        }
        return page.text
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

extension StandingState {
    /// Not ended for good.
    var isOpen: Bool { recorded == .active || recorded == .suspended }
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
