import HandoffAudit
import HandoffCards

/// Numbers as people read them.
enum Figures {
    /// With thin gaps between thousands: 1 204 331.
    static func count(_ value: Int) -> String {
        let digits = Array(String(abs(value)))
        var text = value < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `3 cards`, `1 card`.
    static func count(_ value: Int, _ noun: String) -> String { count(value) + " " + noun + (value == 1 ? "" : "s") }

    /// `93%`, and with a decimal where whole ones would say 0 or 100 and be wrong; a dash of none.
    static func percent(_ share: Share) -> String {
        guard let value = share.value else { return "–" }
        return percent(value)
    }

    static func percent(_ value: Double) -> String {
        let percent = value * 100
        let whole = percent.rounded()
        if (whole == 0 && value > 0) || (whole == 100 && value < 1) {
            return percent < 0.1 ? "<0.1%" : percent > 99.9 ? ">99.9%" : decimal(percent) + "%"
        }
        return String(Int(whole)) + "%"
    }

    /// `88–97%`, the 95% interval.
    static func interval(_ share: Share) -> String {
        guard let interval = share.interval else { return "" }
        let low = Int((interval.lowerBound * 100).rounded(.down))
        return "\(low)–\(Int((interval.upperBound * 100).rounded(.up)))%"
    }

    /// `0.8 s`, `12 s`, `3 min`, `2.5 h`, `4 d`.
    static func duration(milliseconds: Int) -> String {
        let seconds = Double(milliseconds) / 1000
        switch seconds {
        case ..<9.95: return decimal(seconds) + " s"
        case ..<119.5: return "\(Int(seconds.rounded())) s"
        case ..<7170: return "\(Int((seconds / 60).rounded())) min"
        case ..<172_800: return decimal(seconds / 3600) + " h"
        default: return "\(Int((seconds / 86_400).rounded())) d"
        }
    }

    static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1024: "\(count) bytes"
        case ..<(1 << 20): decimal(Double(count) / 1024) + " KiB"
        case ..<(1 << 30): decimal(Double(count) / Double(1 << 20)) + " MiB"
        default: decimal(Double(count) / Double(1 << 30)) + " GiB"
        }
    }

    /// With one digit after the point.
    static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }

    /// `2026-11-22`
    static func day(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

    /// `2026-11-22 14:02`, in UTC.
    static func minute(_ time: Timestamp) -> String {
        let text = time.description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }

    /// `22 Nov`
    static func shortDay(_ time: Timestamp) -> String {
        let text = day(time)
        let month = Int(text.dropFirst(5).prefix(2)) ?? 1
        return "\(Int(text.suffix(2)) ?? 1) \(months[(month - 1) % 12])"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
