extension Theme {
    /// What the console wears when no theme file is found; never fails, as a test makes sure.
    package static let builtIn: Theme = {
        do {
            return try Theme(resolving: .builtIn, parents: [:])
        } catch {
            preconditionFailure("the built-in theme: \(error)")
        }
    }()
}

extension ThemeDocument {
    /// `default-dark.yaml` over `base.yaml`.
    static let builtIn = ThemeDocument(
        name: "built-in",
        palette: [
            "ink": "#e6e6e6", "paper": "#15181d", "muted": "#a4adb8", "raised": "#2c3541", "ink16": "light-white",
            "raised16": "blue", "over": "#15181d", "line": "#59636f", "red": "#ff8278", "orange": "#ffae5e",
            "yellow": "#efcf6a", "green": "#86e08c", "cyan": "#72dbe0", "blue": "#80bdfa", "violet": "#dcaaff",
        ],
        styles: [
            "text": StyleSpec(fg: "ink", bg: "paper"),
            "text.muted": StyleSpec(fg: "muted"),
            "text.match": StyleSpec(fg: "over", bg: "yellow", mono: ["underline"]),
            "border": StyleSpec(fg: "line"),
            "border.focus": StyleSpec(fg: "blue", mono: ["bold"]),
            "title": StyleSpec(fg: "ink", attributes: ["bold"]),
            "cursor": StyleSpec(
                fg: "ink", bg: "raised", fg16: "ink16", bg16: "raised16", attributes: ["bold"], mono: ["reverse"]),
            "mark": StyleSpec(fg: "violet", attributes: ["bold"]),
            "gutter": StyleSpec(fg: "blue"),
            "escaped": StyleSpec(fg: "violet", attributes: ["reverse"]),
            "tab": StyleSpec(fg: "muted"),
            "tab.active": StyleSpec(fg: "ink", attributes: ["bold", "underline"]),
            "tab.badge": StyleSpec(fg: "yellow"),
            "queue.row": StyleSpec(fg: "ink"),
            "queue.new": StyleSpec(fg: "ink", attributes: ["bold"]),
            "queue.expired": StyleSpec(fg: "muted", attributes: ["strikethrough"]),
            "queue.agent": StyleSpec(fg: "cyan"),
            "queue.age": StyleSpec(fg: "muted"),
            "risk.low": StyleSpec(fg: "green"),
            "risk.medium": StyleSpec(fg: "yellow", mono: ["bold"]),
            "risk.high": StyleSpec(fg: "orange", attributes: ["bold"], mono: ["bold", "underline"]),
            "risk.critical": StyleSpec(fg: "over", bg: "red", attributes: ["bold"], mono: ["bold", "reverse"]),
            "risk.unknown": StyleSpec(fg: "violet", attributes: ["bold"]),
            "card.band": StyleSpec(fg: "ink", attributes: ["bold"]),
            "card.action": StyleSpec(fg: "ink", attributes: ["bold"]),
            "card.effect": StyleSpec(fg: "yellow"),
            "card.context": StyleSpec(fg: "ink"),
            "card.reason": StyleSpec(fg: "muted"),
            "card.fact": StyleSpec(fg: "cyan"),
            "card.changed": StyleSpec(fg: "orange", attributes: ["underline"]),
            "button": StyleSpec(fg: "ink", bg: "raised", fg16: "ink16", bg16: "raised16"),
            "button.default": StyleSpec(fg: "over", bg: "blue", attributes: ["bold"], mono: ["bold", "reverse"]),
            "button.focus": StyleSpec(fg: "over", bg: "cyan", attributes: ["bold"], mono: ["reverse"]),
            "button.guarded": StyleSpec(fg: "over", bg: "orange", attributes: ["bold"], mono: ["bold", "underline"]),
            "button.disabled": StyleSpec(fg: "muted", mono: ["dim"]),
            "verdict.held": StyleSpec(fg: "yellow", attributes: ["bold"]),
            "verdict.approved": StyleSpec(fg: "green"),
            "verdict.declined": StyleSpec(fg: "red"),
            "verdict.skipped": StyleSpec(fg: "muted"),
            "verdict.undone": StyleSpec(fg: "violet"),
            "verdict.alone": StyleSpec(fg: "cyan"),
            "verdict.failed": StyleSpec(fg: "red", attributes: ["bold"]),
            "history.time": StyleSpec(fg: "muted"),
            "history.actor": StyleSpec(fg: "cyan"),
            "history.newmark": StyleSpec(fg: "yellow", attributes: ["bold"]),
            "trust.good": StyleSpec(fg: "green"),
            "trust.watch": StyleSpec(fg: "yellow"),
            "trust.bad": StyleSpec(fg: "red", attributes: ["bold"]),
            "trust.thin": StyleSpec(fg: "muted"),
            "chart.1": StyleSpec(fg: "blue"),
            "chart.2": StyleSpec(fg: "orange"),
            "chart.3": StyleSpec(fg: "green"),
            "chart.4": StyleSpec(fg: "violet"),
            "chart.axis": StyleSpec(fg: "muted"),
            "authorization.active": StyleSpec(fg: "green"),
            "authorization.due": StyleSpec(fg: "yellow", attributes: ["bold"]),
            "authorization.suspended": StyleSpec(fg: "orange"),
            "authorization.revoked": StyleSpec(fg: "muted", attributes: ["strikethrough"]),
            "status": StyleSpec(fg: "ink", bg: "raised", fg16: "ink16", bg16: "raised16", mono: ["reverse"]),
            "hint": StyleSpec(fg: "muted"),
            "hint.key": StyleSpec(fg: "blue", attributes: ["bold"]),
            "prompt": StyleSpec(fg: "yellow", attributes: ["bold"]),
            "help.heading": StyleSpec(fg: "blue", attributes: ["bold"]),
            "toast.info": StyleSpec(fg: "blue"),
            "toast.warn": StyleSpec(fg: "yellow", attributes: ["bold"]),
            "toast.error": StyleSpec(fg: "over", bg: "red", attributes: ["bold"], mono: ["bold", "reverse"]),
            "dialog": StyleSpec(fg: "ink", bg: "raised", fg16: "ink16", bg16: "raised16"),
            "dialog.danger": StyleSpec(fg: "over", bg: "red", attributes: ["bold"], mono: ["bold", "reverse"]),
            "progress": StyleSpec(fg: "blue"),
        ])
}
