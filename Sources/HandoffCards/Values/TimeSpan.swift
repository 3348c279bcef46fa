/// A length of time as people write it: `90s`, `10m`, `36h`, `2d`, or several of these, longest unit first: `1h30m`.
package struct TimeSpan: Sendable, Equatable {
    package let seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    /// Nil for anything else, and for more than ten years.
    package init?(_ text: String) {
        var total = 0
        var number: Int?
        var smallest = Int.max
        for character in text.utf8 {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) {
                let value = (number ?? 0) * 10 + Int(character) - 48
                guard value <= Self.longest else { return nil }
                number = value
                continue
            }
            guard let count = number, let unit = Self.units[character], unit < smallest else { return nil }
            total += count * unit
            guard total <= Self.longest else { return nil }
            (number, smallest) = (nil, unit)
        }
        guard number == nil, smallest != .max else { return nil }
        seconds = total
    }

    private static let units: [UInt8: Int] = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
    ]
    private static let longest = 3650 * 86_400
}

extension TimeSpan: CustomStringConvertible {
    /// With the largest unit that divides it.
    package var description: String {
        for (unit, letter) in [(86_400, "d"), (3600, "h"), (60, "m")] where seconds > 0 && seconds % unit == 0 {
            return String(seconds / unit) + letter
        }
        return String(seconds) + "s"
    }

    /// About how long: the largest whole unit, as queues show ages.
    package var rounded: String {
        switch seconds {
        case ..<60: "\(max(0, seconds))s"
        case ..<3600: "\(seconds / 60)m"
        case ..<172_800: "\(seconds / 3600)h"
        default: "\(seconds / 86_400)d"
        }
    }
}
