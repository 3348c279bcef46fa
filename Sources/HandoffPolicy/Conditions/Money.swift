import HandoffCards

/// An amount of money. Its sign is not looked at where it is compared: a refund of 500 is as much as a payment of 500.
package struct Money: Sendable, Hashable, CustomStringConvertible {
    /// As it is written.
    package let amount: String
    package let currency: String
    /// Without sign; nil when the amount is no decimal number.
    package let magnitude: ExactDecimal?

    package init(amount: String, currency: String) {
        self.amount = amount
        self.currency = currency
        magnitude = ExactDecimal(amount)?.magnitude
    }

    package init(_ money: Action.Money) { self.init(amount: money.amount, currency: money.currency) }

    package var description: String { amount + " " + currency }

    package static func == (left: Money, right: Money) -> Bool {
        left.magnitude == right.magnitude && left.currency == right.currency
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(magnitude)
        hasher.combine(currency)
    }
}

/// Which amounts a rule is about. Another currency cannot be compared, which is a fault.
package struct MoneyRange: Sendable, Hashable {
    package let over: Money?
    package let under: Money?
    package let currency: String

    func truth(_ value: Money?) -> Truth {
        guard let value, value.currency == currency, let amount = value.magnitude else { return .faulty }
        if let limit = over?.magnitude, amount <= limit { return .fails }
        if let limit = under?.magnitude, amount >= limit { return .fails }
        return .holds
    }

    func covers(_ other: MoneyRange) -> Bool {
        currency == other.currency && CountRange<Int>.isLower(over?.magnitude, other.over?.magnitude)
            && CountRange<Int>.isHigher(under?.magnitude, other.under?.magnitude)
    }

    var words: String {
        CountRange<Int>.words(over: over?.amount, under: under?.amount) + " " + currency
    }
}

/// Numbers between two that are not among them.
package struct CountRange<Number: Comparable & Hashable & Sendable>: Sendable, Hashable {
    package let over: Number?
    package let under: Number?

    func contains(_ number: Number) -> Bool {
        if let over, number <= over { return false }
        if let under, number >= under { return false }
        return true
    }

    func covers(_ other: CountRange) -> Bool {
        CountRange<Int>.isLower(over, other.over) && CountRange<Int>.isHigher(under, other.under)
    }
}

extension CountRange where Number == Int {
    /// Whether a lower end lets through all that another does.
    static func isLower<Value: Comparable>(_ wide: Value?, _ narrow: Value?) -> Bool {
        guard let wide else { return true }
        return narrow.map { wide <= $0 } ?? false
    }

    static func isHigher<Value: Comparable>(_ wide: Value?, _ narrow: Value?) -> Bool {
        guard let wide else { return true }
        return narrow.map { wide >= $0 } ?? false
    }

    static func words(over: String?, under: String?) -> String {
        [over.map { "over " + $0 }, under.map { "under " + $0 }].compactMap { $0 }.joined(separator: " and ")
    }
}
