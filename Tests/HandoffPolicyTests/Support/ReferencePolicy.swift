/// The sentences that describe a policy, written down as naively as can be, and the policy's file made of them.
struct ReferencePolicy {
    var unknown = 1
    var asksFirstTime = true
    var entries: [Entry] = []
    var rules: [Rule] = []

    static let rulings = ["act", "ask", "ask_two", "forbid"]

    struct Entry {
        var action: String
        /// 0 low, 1 medium, 3 high, 4 critical.
        var consequence: Int
        var isReversible: Bool
        var isExternal: Bool
        /// In hundredths.
        var confidence: Int?
        var maxScale: Int?
        /// In cents.
        var maxValue: Int?
        var countsRecipients: Bool
    }

    struct Rule {
        var id: String
        /// A place in `rulings`.
        var ruling: Int
        var conditions: [Condition]
    }

    enum Condition {
        case action([String]), account([String]), agent([String]), target([String])
        case subject(String), recipient(String), dryRun(Bool), amount(over: Int), priority(Int), noteAbsent(Bool)
        case external(Bool), reversible(Bool), firstTime(Bool)
        case scale(over: Int?, under: Int?)
        case value(over: Int?, under: Int?, currency: String)
        case confidence(under: Int)
        case time(from: Int, to: Int)
        case weekday([Int])
    }

    static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}

struct ReferenceFacts {
    var action = "email.send"
    var account: String?
    var target: String?
    var agent = "bot"
    var subject: Any?
    var recipients: Any?
    var dryRun: Any?
    var amount: Any?
    var priority: Any?
    var hasNote = false
    var isReversible: Bool?
    var isExternal: Bool?
    var scale: Int?
    var value: (cents: Int, currency: String)?
    var confidence: Int?
    var trigger: String?
    var isFirstTime: Bool?
    /// Nil: unknown; 0: counts; else how many decisions are missing.
    var missingDecisions: Int?
    var time: Int?
    var weekday: Int?
}
