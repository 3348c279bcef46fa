import HandoffCards

/// What people decided, day by day in UTC.
package struct DecisionDays: Equatable, Sendable {
    private var days: [Int: Counts] = [:]

    package struct Counts: Equatable, Sendable {
        package var approved = 0
        package var declined = 0
        package var answered = 0

        package var all: Int { approved + declined + answered }

        static func += (left: inout Counts, right: Counts) {
            left.approved += right.approved
            left.declined += right.declined
            left.answered += right.answered
        }
    }

    /// So many days in a row.
    package struct Span: Equatable, Sendable {
        package let start: Timestamp
        package var counts: Counts
    }

    /// How many days a `Span` has.
    package enum Unit: Int, Sendable {
        case day = 1
        case week = 7
        /// Of thirty days, not a calendar's month, so that bars can be compared.
        case month = 30

        package var word: String {
            switch self {
            case .day: "day"
            case .week: "week"
            case .month: "30 days"
            }
        }
    }

    package init() {}

    package mutating func take(_ kind: Decision.Kind, at time: Timestamp) {
        var counts = Counts()
        switch kind {
        case .approved: counts.approved = 1
        case .declined: counts.declined = 1
        case .answered: counts.answered = 1
        case .expired, .withdrawn: return
        }
        days[Int(time.milliseconds / Self.day), default: Counts()] += counts
    }

    private static let day: Int64 = 86_400_000

    /// The finest unit that comes to at most this many spans.
    package func unit(spans limit: Int) -> Unit {
        guard let first = days.keys.min(), let last = days.keys.max() else { return .day }
        if last - first < limit { return .day }
        return (last - first) / 7 < limit ? .week : .month
    }

    /// From the first to the last day with a decision, days without any included. Spans end with the last day, so the first one may
    /// begin before the first decision.
    package func spans(of unit: Unit) -> [Span] {
        guard let first = days.keys.min(), let last = days.keys.max() else { return [] }
        let length = unit.rawValue
        let count = (last - first) / length + 1
        let start = last - count * length + 1
        var spans = (0..<count).map { place in
            Span(start: Timestamp(milliseconds: Int64(start + place * length) * Self.day), counts: Counts())
        }
        for (day, counts) in days { spans[(day - start) / length].counts += counts }
        return spans
    }
}
