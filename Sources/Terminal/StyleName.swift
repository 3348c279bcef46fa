/// The name of a style in a theme: dotted words, such as `risk.high`.
package struct StyleName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String

    package init(_ name: String) { description = name }
    package init(stringLiteral name: String) { description = name }

    /// Without the last word; nil when there is but one.
    var parent: StyleName? {
        description.lastIndex(of: ".").map { StyleName(String(description[..<$0])) }
    }

    /// Every style that a theme defines.
    package static let all: [StyleName] = [
        "text", "text.muted", "text.match", "border", "border.focus", "title", "cursor", "mark", "gutter", "escaped",
        "tab", "tab.active", "tab.badge",
        "queue.row", "queue.new", "queue.expired", "queue.agent", "queue.age",
        "risk.low", "risk.medium", "risk.high", "risk.critical", "risk.unknown",
        "card.band", "card.action", "card.effect", "card.context", "card.reason", "card.fact", "card.changed",
        "button", "button.default", "button.focus", "button.guarded", "button.disabled",
        "verdict.held", "verdict.approved", "verdict.declined", "verdict.skipped", "verdict.undone", "verdict.alone",
        "verdict.failed",
        "history.time", "history.actor", "history.newmark",
        "trust.good", "trust.watch", "trust.bad", "trust.thin",
        "chart.1", "chart.2", "chart.3", "chart.4", "chart.axis",
        "authorization.active", "authorization.due", "authorization.suspended", "authorization.revoked",
        "status", "hint", "hint.key", "prompt", "help.heading", "toast.info", "toast.warn", "toast.error",
        "dialog", "dialog.danger", "progress",
    ]
}
