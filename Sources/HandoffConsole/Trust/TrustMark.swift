import HandoffTrust
import Terminal

/// What a record shows at a glance.
enum TrustMark: String {
    case good, watch, bad, thin

    /// Fewer decisions show no share.
    static let least = 20
    /// Of five proposals, a good agent's four are right as they are.
    private static let right = 0.8

    /// Good or bad only where the 95% interval leaves no doubt; what had to be undone weighs more than what was approved.
    init(_ record: TrustRecord) {
        let (approval, reversal) = (record.approval.interval(), record.reversal)
        if reversal.lowerBound(tail: 0.025) > FailureAlarm.usual {
            self = .bad
        } else if record.decided < Self.least {
            self = .thin
        } else if approval.upperBound < Self.right {
            self = .bad
        } else if approval.lowerBound < Self.right || (reversal.share ?? 0) > FailureAlarm.usual {
            self = .watch
        } else {
            self = .good
        }
    }

    var style: StyleName {
        switch self {
        case .good: "trust.good"
        case .watch: "trust.watch"
        case .bad: "trust.bad"
        case .thin: "trust.thin"
        }
    }

    /// Beside the style, so that none shows by colour alone.
    var glyph: String {
        switch self {
        case .good: "+"
        case .watch: "~"
        case .bad: "!"
        case .thin: "."
        }
    }

    var words: String {
        switch self {
        case .good: "good: the record shows that at least 4 of 5 are right as proposed"
        case .watch: "watch: the record does not show that 4 of 5 are right as proposed, or some had to be undone"
        case .bad: "bad: fewer than 4 of 5 are right as proposed, or too many had to be undone"
        case .thin: "too few decisions to say"
        }
    }
}
