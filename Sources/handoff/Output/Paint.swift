import Glibc
import Terminal

/// Colours of single words on standard output; with `isOn` false, none.
struct Paint {
    let isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    /// On for a terminal that is not `dumb`, unless `NO_COLOR` is set (no-color.org).
    init(_ environment: [String: String]) {
        let isUnwanted = !(environment["NO_COLOR"] ?? "").isEmpty
        isOn = Output.isTerminal(STDOUT_FILENO) && environment["TERM"] != "dumb" && !isUnwanted
    }

    /// The terminal's own colours (SGR), which its owner has chosen to be readable.
    enum Tint: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
        case alarm = "1;31"
    }

    /// - Parameter text: must be safe to show.
    func callAsFunction(_ text: String, _ tint: Tint?) -> String {
        guard isOn, let tint, !text.isEmpty else { return text }
        return "\u{1B}[" + tint.rawValue + "m" + text + "\u{1B}[0m"
    }

    /// Text that may be anybody's, fit to stand in a line.
    static func safe(_ untrusted: String) -> String { SafeText.visible(untrusted) }
}
