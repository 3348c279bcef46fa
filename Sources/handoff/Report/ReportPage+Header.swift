import HandoffAudit
import HandoffCards

extension ReportPage {
    var header: HTML {
        """
        <header>
        <p class="kind">Oversight report</p>
        <h1>Human oversight of AI agents\(subject)</h1>
        <p class="lead">\(summary)</p>
        \(tiles)
        <dl class="meta">
        <div><dt>Period</dt><dd>\(report.period)</dd></div>
        <div><dt>Covers</dt><dd>\(coverage)</dd></div>
        <div><dt>Made</dt><dd>\(Figures.minute(report.made)) UTC, by handoff \(report.version)</dd></div>
        <div><dt>Audit log</dt><dd><code>\(report.origin)</code></dd></div>
        </dl>
        </header>
        """
    }

    private var subject: HTML { report.account.map { ": \($0)" } ?? "" }

    private var coverage: HTML {
        if let filter = report.filter { return "only what fits <code>\(filter)</code>" }
        let agents = Figures.count(figures.agents.count, "agent")
        let accounts = figures.accounts.keys.filter { !$0.isEmpty }.count
        return
            "the whole log: \(agents), \(Figures.count(accounts, "account")), \(Figures.count(figures.operators.count, "operator"))"
    }

    private var summary: HTML {
        guard figures.cases > 0 else { return "No agent has proposed anything in this period." }
        let asked = total.asked
        var text: HTML = "Agents proposed <b>\(Figures.count(figures.cases, "action"))</b>. "
        if asked.all > 0 {
            text +=
                "A person decided <b>\(Figures.count(asked.all))</b> of them and approved \(Figures.percent(total.approvalRate))"
            text += asked.edited > 0 ? ", \(Figures.count(asked.edited)) with changes. " : ". "
        } else {
            text += "No person has decided any of them. "
        }
        let alone = total.aloneByPolicy + total.aloneByAuthorization
        if alone > 0 { text += "\(Figures.count(alone)) went ahead by policy or standing authorization. " }
        let failures = figures.failureCount
        text +=
            failures == 0
            ? "Nothing is recorded that went wrong."
            : "<b>\(Figures.count(failures))</b> went wrong in a way that is <a href=\"#exceptions\">listed below</a>."
        return text
    }

    private var tiles: HTML {
        let asked = total.asked
        let chain = report.chain
        let record: HTML = !chain.holds ? "Broken" : chain.covered > 0 ? "Intact" : "Consistent"
        let checked: HTML =
            "\(Figures.count(chain.lines, "line")) checked, \(chain.covered == 0 ? "none" : Figures.count(chain.covered)) signed for"
        let ofProposed = { (count: Int) -> HTML in
            figures.cases == 0
                ? "nothing proposed yet" : "\(Figures.percent(Share(count, of: figures.cases))) of what was proposed"
        }
        return """
            <ul class="tiles">
            \(Self.tile("Proposed", "\(Figures.count(figures.cases))", "by \(Figures.count(figures.agents.count, "agent"))"))
            \(Self.tile("By a person", "\(Figures.count(asked.all))", ofProposed(asked.all)))
            \(Self.tile("Approved", "\(Figures.percent(total.approvalRate))", asked.all > 0 ? "of those; 95% interval \(Figures.interval(total.approvalRate))" : "nothing decided yet"))
            \(Self.tile("Exceptions", "\(Figures.count(figures.failureCount))", ofProposed(figures.failureCount), figures.failureCount > 0 ? "warn" : "good"))
            \(Self.tile("Record", record, checked, !chain.holds ? "bad" : chain.covered > 0 ? "good" : ""))
            </ul>
            """
    }

    private static func tile(_ label: HTML, _ value: HTML, _ note: HTML, _ tone: HTML = "") -> HTML {
        "<li class=\"\(tone)\"><span>\(label)</span><b>\(value)</b><small>\(note)</small></li>"
    }
}
