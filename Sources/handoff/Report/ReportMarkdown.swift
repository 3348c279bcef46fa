import HandoffAudit
import HandoffCards

/// The report as Markdown, for a repository or a ticket.
struct ReportMarkdown {
    let report: OversightReport

    private var figures: AuditReport { report.figures }

    var markdown: Markdown {
        var text: Markdown = "# Human oversight of AI agents\n\n"
        text += Self.list([
            ("Period", "\(report.period)"), ("Covers", report.filter.map { "only what fits \($0)" } ?? "the whole log"),
            ("Made", "\(report.made.description) by handoff \(report.version)"), ("Audit log", "\(report.origin)"),
        ])
        text += "\n## What oversight was applied\n\n\(oversight)"
        text += "\n## What people decided\n\n\(decisions)"
        text += "\n## Exceptions\n\n\(exceptions)"
        text += "\n## Integrity of the record\n\n\(integrity)"
        text += "\n## What this report does not show\n\n"
        for sentence in Limits.sentences { text += "- \(sentence)\n" }
        return text
    }

    private static func list(_ items: [(Markdown, Markdown)]) -> Markdown {
        var text: Markdown = ""
        for (name, value) in items { text += "- **\(name):** \(value)\n" }
        return text
    }

    /// The sum is last, whatever the actions are called.
    private var rows: [(name: Markdown, oversight: ActionOversight)] {
        figures.actions.map { ("\($0.action)", $0) } + [("**All**", report.total)]
    }

    private var oversight: Markdown {
        guard figures.cases > 0 else { return "No agent has proposed anything.\n" }
        var text = Markdown.head([
            ("Action", false), ("Proposed", true), ("By a person", true), ("By policy", true),
            ("By authorization", true),
            ("Refused by policy", true), ("Expired", true), ("Withdrawn", true), ("Waiting", true),
        ])
        for (name, action) in rows {
            text += Markdown.row([
                name, "\(action.proposed)", "\(action.asked.all)", "\(action.aloneByPolicy)",
                "\(action.aloneByAuthorization)", "\(action.refusedByPolicy)", "\(action.expired)",
                "\(action.withdrawn)", "\(action.pending)",
            ])
        }
        let triggers = Card.Trigger.allCases.filter { figures.triggers[$0, default: 0] > 0 }
        if !triggers.isEmpty {
            text += "\nWhy a person was asked: "
            text +=
                "\(triggers.map { "\($0.rawValue) \(figures.triggers[$0, default: 0])" }.joined(separator: ", ")).\n"
        }
        return text
    }

    private var decisions: Markdown {
        var text = Markdown.head([
            ("Action", false), ("Decided", true), ("Approved", true), ("95% interval", true), ("Edited", true),
            ("Declined", true), ("Expired", true),
        ])
        for (name, action) in rows where action.asked.all > 0 {
            text += Markdown.row([
                name, "\(action.asked.all)", "\(Figures.percent(action.approvalRate))",
                "\(Figures.interval(action.approvalRate))",
                "\(Figures.percent(action.editRate))", "\(Figures.percent(action.declineRate))",
                "\(Figures.percent(action.expiryRate))",
            ])
        }
        guard let median = figures.times.looked(quantile: 0.5), let high = figures.times.looked(quantile: 0.9) else {
            return text
        }
        text += "\nLooked at for \(Figures.duration(milliseconds: median)) in the median and "
        text += "\(Figures.duration(milliseconds: high)) at most in nine of ten decisions; "
        text += "\(Figures.percent(figures.times.quick)) were faster than reading.\n"
        return text
    }

    private var exceptions: Markdown {
        var text = Markdown.head([("Class", false), ("Cases", true), ("Meaning", false)])
        for failure in FailureClass.allCases {
            text += Markdown.row(["\(failure.title)", "\(figures.list(failure).count)", "\(failure.meaning)"])
        }
        for failure in report.exceptions {
            let list = figures.list(failure)
            text += "\n### \(failure.title)\n\n\(failure.cause)\n\n"
            text += Markdown.head([
                ("Decided", false), ("By", false), ("Agent", false), ("Action", false), ("Target", false),
                ("Card", false),
            ])
            for entry in list.newest {
                let found = entry.auditCase
                text += Markdown.row([
                    "\((found.decidedAt ?? found.proposedAt).description)",
                    "\(found.operator ?? found.basis?.rawValue ?? "–")",
                    "\(found.agent)", "\(found.actionType)", "\(found.target ?? "–")",
                    "\(found.card.text)\(entry.overruledBy.map { ", approved later: " + $0.text } ?? "")",
                ])
            }
            let rest = list.count - list.newest.count
            if rest > 0 { text += "\n\(rest) older ones are in the log.\n" }
        }
        return text
    }

    private var integrity: Markdown {
        let chain = report.chain
        return Self.list([
            (
                "State",
                chain.broken.map { "broken. \($0)" } ?? chain.problem.map { "checkpoints do not hold. \($0)" }
                    ?? (chain.covered > 0 ? "intact" : "consistent; no checkpoint is signed yet")
            ),
            ("Lines", "\(chain.lines)"),
            ("Signed checkpoints", "\(chain.checkpoints), the last that holds covers \(chain.covered) lines"),
            (
                "Signed by",
                chain.keys.isEmpty ? "none" : "\(chain.keys.map { $0.id + " " + $0.name }.joined(separator: ", "))"
            ),
            ("Merkle root", "\(chain.root?.hex ?? "not known")"), ("Last line's hash", "\(chain.leaf.hex)"),
        ])
    }
}
