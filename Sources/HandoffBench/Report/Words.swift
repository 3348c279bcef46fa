/// Numbers as the table shows them.
enum Words {
    /// Three digits that mean something: `0.172`, `12.3`, `1,040`.
    static func number(_ amount: Double) -> String {
        guard amount.isFinite else { return "?" }
        switch amount.magnitude {
        case 0: return "0"
        case ..<1: return decimal(amount, 3)
        case ..<10: return decimal(amount, 2)
        case ..<100: return decimal(amount, 1)
        default: return grouped(Int(amount.rounded()))
        }
    }

    static func quantity(_ quantity: Quantity) -> String { joined(number(quantity.amount), quantity.unit) }

    /// A limit as it was set: `≤ 30 ms`.
    static func target(_ target: Target, _ unit: Quantity.Unit) -> String {
        switch target {
        case .atMost(let limit): "≤ " + joined(limitNumber(limit), unit)
        case .atLeast(let limit): "≥ " + joined(limitNumber(limit), unit)
        case .timesFloor(let limit): "≤ \(decimal(limit, 1)) × floor"
        case .atLeastTimesFloor(let limit): "≥ \(decimal(limit, 1)) × floor"
        }
    }

    /// `12,400`
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return number < 0 ? "-" + digits : digits
    }

    static func decimal(_ amount: Double, _ places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let whole = Int((amount.magnitude * Double(scale)).rounded())
        let fraction = String(whole % scale)
        let zeros = String(repeating: "0", count: places - fraction.count)
        return (amount < 0 ? "-" : "") + "\(whole / scale)." + zeros + fraction
    }

    private static func limitNumber(_ limit: Double) -> String {
        limit == limit.rounded() ? grouped(Int(limit)) : decimal(limit, 1)
    }

    private static func joined(_ number: String, _ unit: Quantity.Unit) -> String {
        unit == .times ? number : number + " " + unit.rawValue
    }
}
