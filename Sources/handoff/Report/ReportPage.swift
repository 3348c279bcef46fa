import HandoffAudit
import HandoffCards

/// The report as one HTML page that needs nothing else: no script, no network, styles and plots within it.
struct ReportPage {
    let report: OversightReport

    var figures: AuditReport { report.figures }
    var total: ActionOversight { report.total }

    /// More action types than these are summed up in one row.
    static let mostActions = 40

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Oversight report\(title)</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <main>
        \(header)
        \(oversight)
        \(decisions)
        \(times)
        \(days)
        \(exceptions)
        \(integrity)
        \(authorizations)
        \(limits)
        \(method)
        </main>
        </body>
        </html>

        """
    }

    private var title: HTML {
        guard let account = report.account else { return " · \(report.period)" }
        return ", \(account) · \(report.period)"
    }

    static func section(_ id: HTML, _ title: HTML, _ content: HTML) -> HTML {
        """
        <section aria-labelledby="\(id)">
        <h2 id="\(id)">\(title)</h2>
        \(content)
        </section>
        """
    }

    /// Scrolls by itself where the page is too narrow for it.
    static func wide(_ label: HTML, _ content: HTML) -> HTML {
        """
        <div class="wide" role="region" aria-label="\(label)" tabindex="0">
        \(content)
        </div>
        """
    }

    static func row(_ head: HTML, _ cells: [HTML]) -> HTML {
        "<tr><th scope=\"row\">\(head)</th>\(cells.map { "<td>\($0)</td>" })</tr>\n"
    }

    /// A share with the interval under it.
    static func share(_ share: Share) -> HTML {
        if share.whole == 0 { return "<span class=\"none\">–</span>" }
        return "\(Figures.percent(share)) <small>\(Figures.interval(share))</small>"
    }

    /// Nought is there, but steps back.
    static func count(_ value: Int) -> HTML {
        value == 0 ? "<span class=\"none\">0</span>" : "\(Figures.count(value))"
    }

    /// The action types that have rows, and the sum of the others.
    var rows: [(name: HTML, oversight: ActionOversight)] {
        let all = figures.actions
        let own = all.count <= Self.mostActions + 1 ? all[...] : all.prefix(Self.mostActions)
        var rows: [(HTML, ActionOversight)] = own.map { action in
            ("<code>\(action.action)</code>", action)
        }
        let rest = all.dropFirst(own.count)
        if !rest.isEmpty {
            rows.append(("<em>\(rest.count) other types</em>", ActionOversight("", summing: rest)))
        }
        return rows
    }
}
