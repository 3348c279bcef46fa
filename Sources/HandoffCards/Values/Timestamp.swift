import Glibc

/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// The wall clock. Only edges call it; everything inside is handed its `now`.
    package static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package func adding(seconds: Int) -> Timestamp { Timestamp(milliseconds: milliseconds + Int64(seconds) * 1000) }

    /// Whole days since 1970, UTC.
    package var day: Int { Int(Self.floorDivide(milliseconds, by: 86_400_000).quotient) }

    /// Seconds from `earlier` to here, cut towards zero.
    package func seconds(since earlier: Timestamp) -> Int { Int((milliseconds - earlier.milliseconds) / 1000) }
}

extension Timestamp {
    /// Reads an RFC 3339 date-time of the years 1970 to 9999; digits of the second beyond milliseconds are cut. Nil for anything else,
    /// a leap second and a day that the month does not have included.
    package init?(_ text: String) {
        var reader = DigitReader(bytes: Array(text.utf8))
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T") || reader.take("t"),
            let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
            let second = reader.number(2)
        else { return nil }
        let fraction = reader.take(".") ? reader.milliseconds() : 0
        guard let fraction, let offset = reader.offset(), reader.isAtEnd,
            (1970...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, year: year)).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Self.days(fromYear: year, month: month, day: day)
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset * 60
        milliseconds = Int64(seconds) * 1000 + Int64(fraction)
        guard milliseconds >= 0 else { return nil }
    }

    /// RFC 3339 in UTC, with three digits of fraction only when there is one.
    package var description: String {
        let (days, rest) = Self.floorDivide(milliseconds, by: 86_400_000)
        let date = Self.date(fromDays: Int(days))
        let second = rest / 1000
        if (0...9999).contains(date.year) { return Self.text(date, Int(rest)) }
        var text = Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-" + Self.padded(date.day, 2) + "T"
        text += Self.padded(Int(second / 3600), 2) + ":" + Self.padded(Int(second / 60 % 60), 2) + ":"
        text += Self.padded(Int(second % 60), 2)
        if rest % 1000 != 0 { text += "." + Self.padded(Int(rest % 1000), 3) }
        return text + "Z"
    }

    /// The same for a year of four digits, at once: each line of a log has such texts.
    private static func text(_ date: (year: Int, month: Int, day: Int), _ milliseconds: Int) -> String {
        let (seconds, fraction) = (milliseconds / 1000, milliseconds % 1000)
        return String(unsafeUninitializedCapacity: 24) { buffer in
            var place = 0
            func put(_ number: Int, _ digits: Int, _ after: Unicode.Scalar) {
                var rest = number
                for digit in stride(from: place + digits - 1, through: place, by: -1) {
                    buffer[digit] = 48 + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
                buffer[place + digits] = UInt8(ascii: after)
                place += digits + 1
            }
            put(date.year, 4, "-")
            put(date.month, 2, "-")
            put(date.day, 2, "T")
            put(seconds / 3600, 2, ":")
            put(seconds / 60 % 60, 2, ":")
            put(seconds % 60, 2, fraction == 0 ? "Z" : ".")
            if fraction != 0 { put(fraction, 3, "Z") }
            return place
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`).
    private static func days(fromYear year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse, `civil_from_days` of the same source.
    private static func date(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(Int64(days) + 719_468, by: 146_097)
        let day = Int(dayOfEra)
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthPrime = (5 * dayOfYear + 2) / 153
        let month = monthPrime < 10 ? monthPrime + 3 : monthPrime - 9
        return (yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthPrime + 2) / 5 + 1)
    }

    private static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = (value % divisor + divisor) % divisor
        return ((value - remainder) / divisor, remainder)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Takes fixed runs of ASCII digits off a byte string.
private struct DigitReader {
    let bytes: [UInt8]
    var place = 0

    var isAtEnd: Bool { place == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    mutating func number(_ digits: Int) -> Int? {
        guard place + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[place..<place + digits] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte) - 48
        }
        place += digits
        return value
    }

    /// The fraction's first three digits; at least one digit must stand there.
    mutating func milliseconds() -> Int? {
        var value = 0
        var count = 0
        while place < bytes.count, (48...57).contains(bytes[place]) {
            if count < 3 { value = value * 10 + Int(bytes[place]) - 48 }
            count += 1
            place += 1
        }
        guard count > 0 else { return nil }
        return count == 1 ? value * 100 : count == 2 ? value * 10 : value
    }

    /// `Z` or `±hh:mm`, in minutes.
    mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign = take("-") ? -1 : take("+") ? 1 : 0
        guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 60 + minutes)
    }
}
