import HandoffCards
import HandoffTrust

extension Words {
    /// `93%`, or `93.2%` where that `isFine`; 0% and 100% only for none and all.
    static func share(_ share: Double, isFine: Bool = false) -> String {
        guard isFine, share > 0, share < 1 else { return "\(shown(share))%" }
        let tenths = min(999, max(1, Int((share * 1000).rounded())))
        return "\(tenths / 10).\(tenths % 10)%"
    }

    /// `81–99`, in hundredths.
    static func interval(_ interval: ClosedRange<Double>, _ symbols: Symbols) -> String {
        return "\(shown(interval.lowerBound))\(symbols.dash)\(shown(interval.upperBound))"
    }

    /// `8–16s`, of times in milliseconds; at most six columns.
    static func span(_ times: Range<Int>, _ symbols: Symbols) -> String {
        let units = [(1000, "s"), (60_000, "m"), (3_600_000, "h"), (86_400_000, "d")]
        guard let (unit, word) = units.first(where: { times.upperBound < 100 * $0.0 }) ?? units.last else { return "" }
        let (low, high) = ((times.lowerBound + unit / 2) / unit, (times.upperBound + unit / 2) / unit)
        if high > 99 { return ">\(min(low, 99))\(word)" }
        return high <= 1 ? "<1\(word)" : "\(low)\(symbols.dash)\(high)\(word)"
    }

    /// `0.081`
    static func figure(_ value: Double) -> String {
        let digits = String(Int((max(0, value) * 1000).rounded()))
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return padded.dropLast(3) + "." + padded.suffix(3)
    }

    private static func shown(_ share: Double) -> Int {
        let rounded = Int((share * 100).rounded())
        if share > 0, rounded == 0 { return 1 }
        return share < 1 && rounded == 100 ? 99 : rounded
    }
}

extension TrustLevel {
    /// At most five columns.
    var short: String {
        switch self {
        case .alwaysAsk: "ask"
        case .askUnlessAuthorized: "auth"
        case .byConfidence: "conf"
        case .aloneWithSpotChecks: "alone"
        }
    }
}

extension Symbols {
    static let weeks = 12

    /// The shares of the last weeks, a column each, the last one at the right; blank for a week without decisions.
    func sparkline(_ shares: [Double?]) -> String {
        let shown = shares.suffix(Self.weeks)
        let bars = shown.map { share in
            share.map { levels[min(levels.count - 1, max(0, Int($0 * Double(levels.count))))] } ?? " "
        }
        return String(repeating: " ", count: Self.weeks - shown.count) + bars.joined()
    }
}

extension AuthorizationCaps {
    /// `at most 40 uses a day`; nil where nothing is limited.
    var words: String? {
        let parts = [
            scale.map { "scale \($0)" }, externalScale.map { "external audience \($0)" }, value.map { "value \($0)" },
            usesPerDay.map { "\($0) uses a day" }, valuePerDay.map { "\($0) a day" },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : "at most " + parts.joined(separator: ", ")
    }
}
