import Terminal

/// Help, made from the keymap: every request with all its keys, then what the marks mean.
struct HelpText {
    let keymap: Keymap

    private static let keyColumns = 12

    func rows() -> [TextRow] {
        let sections = KeyScope.allCases.flatMap { scope -> [TextRow] in
            let rows = requests(in: scope)
            return rows.isEmpty ? [] : [.heading(scope.title)] + rows + [.blank]
        }
        return sections + Self.legend
    }

    private func requests(in scope: KeyScope) -> [TextRow] {
        var seen: [Request] = []
        for binding in keymap.bindings where binding.scope == scope && !seen.contains(binding.request) {
            seen.append(binding.request)
        }
        return seen.map { request in
            let keys = keymap.bindings.filter { $0.scope == scope && $0.request == request }.map(\.key.label)
            return Self.row(keys.joined(separator: "  "), request.summary)
        }
    }

    private static func row(_ left: String, _ right: String) -> TextRow {
        let padded = "  " + left + String(repeating: " ", count: max(2, keyColumns - 2 - left.count))
        return TextRow(
            margin: .none,
            spans: [
                .init(line: SafeText.line(padded), style: "hint.key"),
                .init(line: SafeText.line(right), style: "text"),
            ], trailing: nil)
    }

    private static let legend: [TextRow] =
        [.heading("How decisions are guarded")]
        + [
            "A decision key counts once the card has been on screen for 0.3 s.",
            "The same key counts again after 0.7 s; held keys and pastes never decide.",
            "HIGH and UNKNOWN ask for Y; CRITICAL asks you to read the draft to its end",
            "and to type the value that matters. Enter decides on low risk only.",
            "Digits choose options while a card with options has the focus (Tab or Enter);",
            "otherwise they change the view, as F1 to F4 always do.",
        ].map { TextRow.own("  " + $0, style: "text") }
        + [.blank, .heading("What the marks mean")]
        + [
            row("!!!  !!  ??  ~  .", "critical, high, unknown, medium, low risk; graver first"),
            row("*", "came since you opened the console, and not seen yet"),
            row("?  /  x", "unsure between options; partly out of reach; tried and failed"),
            row("!  ~  +  .", "trust: bad, watch, good, too few decisions to say"),
            row("#c7f2", "the first digits of the card's digest, which a decision binds to"),
            row("\\e  \\u{202E}", "something in an agent's text that must not reach the terminal"),
        ]
}
