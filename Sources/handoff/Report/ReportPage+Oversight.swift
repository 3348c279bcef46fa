import HandoffAudit
import HandoffCards

extension ReportPage {
    /// Who decided what, per action type.
    var oversight: HTML {
        guard figures.cases > 0 else { return "" }
        let table: HTML = """
            <table>
            <caption class="hidden">Proposals per action type, by who decided</caption>
            <thead><tr><th scope="col">Action</th><th scope="col" class="plot"><span class="hidden">Plot</span></th>
            <th scope="col">Proposed</th><th scope="col">By a person</th><th scope="col">By policy</th>
            <th scope="col">By author&shy;ization</th><th scope="col">Refused by policy</th><th scope="col">Not decided</th></tr></thead>
            <tbody>
            \(rows.map { Self.oversightRow($0.name, $0.oversight, of: figures.actions.first?.proposed ?? 1) })
            </tbody>
            <tfoot>\(rows.count > 1 ? Self.oversightRow("All", total, of: nil) : "")</tfoot>
            </table>
            """
        return Self.section(
            "oversight", "What oversight was applied",
            """
            <p>Who decided about what agents proposed: a person, or with nobody asked the policy or a standing authorization.
            Not decided are cards that expired, were taken back or still wait.</p>
            <ul class="legend"><li class="k1">a person</li><li class="k2">policy or authorization</li>
            <li class="k3">refused by policy</li><li class="k4">not decided</li></ul>
            \(Self.wide("Oversight per action type", table))
            \(triggers)
            """)
    }

    private static func oversightRow(_ name: HTML, _ oversight: ActionOversight, of most: Int?) -> HTML {
        let alone = oversight.aloneByPolicy + oversight.aloneByAuthorization
        let open = oversight.expired + oversight.withdrawn + oversight.pending
        let parts = [oversight.asked.all, alone, oversight.refusedByPolicy, open]
        return row(
            name,
            [
                most.map { Plot.bar(parts, of: $0) } ?? "", count(oversight.proposed), count(oversight.asked.all),
                count(oversight.aloneByPolicy), count(oversight.aloneByAuthorization), count(oversight.refusedByPolicy),
                count(open),
            ])
    }

    private var triggers: HTML {
        let all = figures.triggers.values.reduce(0, +)
        guard all > 0 else { return "" }
        let known = Card.Trigger.allCases.filter { figures.triggers[$0, default: 0] > 0 }
        let rows: [HTML] = known.map { trigger in
            let count = figures.triggers[trigger, default: 0]
            return Self.row(
                Self.name(of: trigger),
                [Plot.bar([count], of: all), Self.count(count), "\(Figures.percent(Share(count, of: all)))"])
        }
        return """
            <h3>Why a person was asked</h3>
            \(Self.wide("Why a person was asked", """
                <table class="narrow">
                <caption class="hidden">Cards for a person, by why they were asked</caption>
                <thead><tr><th scope="col">Trigger</th><th scope="col" class="plot"><span class="hidden">Plot</span></th><th scope="col">Cards</th><th scope="col">Share</th></tr></thead>
                <tbody>\(rows)</tbody>
                </table>
                """))
            """
    }

    private static func name(of trigger: Card.Trigger) -> HTML {
        switch trigger {
        case .boundary: "Action boundary <small>actions of this kind always ask</small>"
        case .confidence: "Confidence <small>the agent was not sure enough</small>"
        case .scope: "Scope <small>the task reached beyond what the agent can do</small>"
        case .failure: "Failure <small>the agent tried, and it did not work</small>"
        }
    }

    /// What people decided, per action type, as rates.
    var decisions: HTML {
        let rows = rows.filter { $0.oversight.asked.all > 0 }
        guard !rows.isEmpty else { return "" }
        let table: HTML = """
            <table>
            <caption class="hidden">Rates of decisions per action type, with 95% intervals</caption>
            <thead><tr><th scope="col">Action</th><th scope="col">Decided</th>
            <th scope="col" class="plot scale"><span class="hidden">Approved, as a plot from 0 to 100%</span><span aria-hidden="true">0</span><span aria-hidden="true">50</span><span aria-hidden="true">100%</span></th>
            <th scope="col">Approved</th><th scope="col">Edited</th><th scope="col">Declined</th><th scope="col">Expired</th></tr></thead>
            <tbody>
            \(rows.map { Self.rateRow($0.name, $0.oversight) })
            </tbody>
            <tfoot>\(rows.count > 1 ? Self.rateRow("All", total) : "")</tfoot>
            </table>
            """
        return Self.section(
            "decisions", "What people decided",
            """
            <p>Approved and declined are shares of what people decided, edited is the share of approvals in which they changed
            something first, and expired the share of cards that waited for a person in vain. The small figures are 95% intervals:
            with few decisions a rate says little.</p>
            \(Self.wide("Decisions per action type", table))
            """)
    }

    private static func rateRow(_ name: HTML, _ oversight: ActionOversight) -> HTML {
        row(
            name,
            [
                count(oversight.asked.all), Plot.interval(oversight.approvalRate), share(oversight.approvalRate),
                share(oversight.editRate), share(oversight.declineRate), share(oversight.expiryRate),
            ])
    }
}
