import HandoffAudit
import HandoffCards

extension ReportPage {
    /// What went wrong, class by class.
    var exceptions: HTML {
        guard figures.cases > 0 else { return "" }
        let overview: [HTML] = FailureClass.allCases.map { failure in
            let count = figures.list(failure).count
            let name: HTML = count > 0 ? "<a href=\"#\(failure.rawValue)\">\(failure.title)</a>" : "\(failure.title)"
            return Self.row(name, [Self.count(count), "\(failure.meaning)"])
        }
        return Self.section(
            "exceptions", "Exceptions",
            """
            <p>Cases that did not go as they should, each under the gravest class that fits it. The class says where the cause is to
            be looked for.</p>
            \(Self.wide("Exceptions by class", """
                <table class="prose">
                <caption class="hidden">Exceptions by class</caption>
                <thead><tr><th scope="col">Class</th><th scope="col">Cases</th><th scope="col">What puts a case into it</th></tr></thead>
                <tbody>\(overview)</tbody>
                </table>
                """))
            \(report.exceptions.map(list))
            """)
    }

    private func list(_ failure: FailureClass) -> HTML {
        let list = figures.list(failure)
        let rows: [HTML] = list.newest.map { entry in
            let auditCase = entry.auditCase
            return """
                <tr><td class="time">\(Figures.minute(auditCase.decidedAt ?? auditCase.proposedAt))</td>
                <td><code>\(auditCase.actionType)</code>\(auditCase.target.map { " <span class=\"target\">\($0)</span>" as HTML })</td>
                <td>\(auditCase.agent)</td>
                <td>\(auditCase.operator ?? auditCase.basis?.rawValue ?? "–")</td>
                <td><code class="id">\(auditCase.card.text)</code>\(entry.overruledBy.map { "<br><small>approved later: <code class=\"id\">\($0.text)</code></small>" as HTML })</td></tr>

                """
        }
        let rest = list.count - list.newest.count
        return """
            <h3 id="\(failure.rawValue)">\(failure.title) <span class="number">\(Figures.count(list.count))</span></h3>
            <p>\(failure.meaning) \(failure.cause)</p>
            \(Self.wide("\(failure.title)", """
                <table class="cases">
                <thead><tr><th scope="col">Decided (UTC)</th><th scope="col">Action and target</th><th scope="col">Agent</th><th scope="col">Decided by</th><th scope="col">Card</th></tr></thead>
                <tbody>\(rows)</tbody>
                </table>
                """))
            \(rest > 0 ? "<p class=\"more\">The \(Figures.count(list.newest.count)) newest; \(Figures.count(rest)) more are in the log.</p>" : "")
            """
    }

    /// What checking the log found.
    var integrity: HTML {
        let chain = report.chain
        let verdict: HTML
        if let broken = chain.broken {
            verdict =
                "<p class=\"verdict bad\"><b>The log is broken.</b> \(broken) What follows the break is not in this report.</p>"
        } else if let problem = chain.problem {
            verdict = """
                <p class="verdict bad"><b>The checkpoints do not hold.</b> \(problem) The lines follow each other, but the log is not the
                one that was signed.</p>
                """
        } else {
            let words: HTML = chain.covered > 0 ? "The record is intact." : "The record is consistent."
            verdict =
                "<p class=\"verdict \(chain.covered > 0 ? "good" : "unsigned" as HTML)\"><b>\(words)</b> \(Self.coverage(chain))</p>"
        }
        let keys: HTML =
            chain.keys.isEmpty ? "none" : "\(chain.keys.map { "<code>\($0.id)</code> \($0.name)<br>" as HTML })"
        return Self.section(
            "integrity", "Integrity of the record",
            """
            <p>Every proposal, decision and outcome is one line of an append-only log. Each line has the hash of the line before, and
            signed checkpoints state the root of a Merkle tree over all lines. The whole log was checked while this report was made.</p>
            \(verdict)
            <dl class="hashes">
            <div><dt>Lines</dt><dd>\(Figures.count(chain.lines)) <small>\(Figures.bytes(chain.bytes))</small></dd></div>
            <div><dt>Signed checkpoints</dt><dd>\(Figures.count(chain.checkpoints)) <small>that hold; the last covers \(Figures.count(chain.covered, "line"))</small></dd></div>
            <div><dt>Trusted keys</dt><dd>\(keys)</dd></div>
            <div><dt>Merkle root</dt><dd><code class="hash">\(chain.root?.hex ?? "not known")</code></dd></div>
            <div><dt>Last line's hash</dt><dd><code class="hash">\(chain.leaf.hex)</code></dd></div>
            </dl>
            <p>To check it yourself: <code>handoff audit verify</code>, or without this program
            <code>handoff audit export DIR</code>, whose <code>VERIFY.md</code> has the formulas.</p>
            """)
    }

    private static func coverage(_ chain: ChainStatus) -> HTML {
        let after = chain.lines - chain.covered
        if chain.covered == 0 {
            return
                "The lines follow each other without a gap. No checkpoint is signed: a log that was rewritten as a whole would look the same."
        }
        let rest: HTML = after > 0 ? " For the \(Figures.count(after, "line")) after it, only the chain speaks." : ""
        return """
            The lines follow each other without a gap, and \(Figures.count(chain.checkpoints, "signed checkpoint"))
            \(chain.checkpoints == 1 ? "holds" : "hold" as HTML).\(rest)
            """
    }

    var authorizations: HTML {
        guard figures.cases > 0 else { return "" }
        let count = total.aloneByAuthorization
        let byAction = figures.actions.filter { $0.aloneByAuthorization > 0 }
        let text: HTML =
            count == 0
            ? "None was used. Everything that went ahead was approved by a person or allowed by the policy."
            : """
            \(Figures.count(count, "action")) of \(Figures.count(byAction.count, "type")) went ahead by standing authorization: \
            \(byAction.map { "\($0.action) \(Figures.count($0.aloneByAuthorization))" }.joined(separator: ", ")).
            """
        return Self.section("authorizations", "Standing authorizations", "<p>\(text)</p>")
    }

    var limits: HTML {
        Self.section(
            "limits", "What this report does not show",
            "<ul class=\"limits\">\(Limits.sentences.map { "<li>\($0)</li>\n" as HTML })</ul>")
    }

    var method: HTML {
        let terms = figures.terms
        return Self.section(
            "method", "How the figures are made",
            """
            <ul class="limits">
            <li>A case is one card with all that became of it, up to the latest report. Edited approvals count as approvals.</li>
            <li>Intervals are score intervals at 95% (Wilson, Journal of the American Statistical Association 22, 1927, 209–212).</li>
            <li>Faster than reading: looked at for less time than the card's context, proposal and consequence take at
            \(Int(DecisionTimes.fastestReading)) words a minute, twice the usual silent reading speed of 238 (Brysbaert, Journal of Memory and
            Language 109, 2019).</li>
            <li>No outcome reported: nothing was heard for \(Figures.duration(milliseconds: (terms.lifetime + terms.grace) * 1000)) after the
            approval, of which it could be used for \(Figures.duration(milliseconds: terms.lifetime * 1000)).</li>
            <li>Refusals count as overruled when a card that was proposed later was approved with the same account, agent, action, target
            and arguments; or, within \(Figures.duration(milliseconds: terms.window * 1000)), with the same account, agent, action and target after
            the operator had edited it.</li>
            </ul>
            """)
    }
}
