import HandoffCards
import Terminal

extension Risk {
    /// Three columns, so that grave ones reach further left.
    var glyph: String {
        switch self {
        case .low: "  ."
        case .medium: "  ~"
        case .unknown: " ??"
        case .high: " !!"
        case .critical: "!!!"
        }
    }

    /// At most eight columns; capitals for the grave.
    var label: String { isGrave ? word.uppercased() : word }

    var style: StyleName {
        switch self {
        case .low: "risk.low"
        case .medium: "risk.medium"
        case .unknown: "risk.unknown"
        case .high: "risk.high"
        case .critical: "risk.critical"
        }
    }
}
