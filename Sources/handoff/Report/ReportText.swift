import HandoffAudit
import HandoffCards

/// The report as lines for a terminal.
struct ReportText {
    let report: OversightReport
    let paint: Paint
    let width: Int?

    private var figures: AuditReport { report.figures }

    var text: String {
        var text = paint("Oversight report", .bold) + "  " + report.period + "\n"
        if let filter = report.filter { text += "Only cases that fit: " + Paint.safe(filter) + "\n" }
        text += summary + "\n"
        guard figures.cases > 0 else { return text + chain }
        text += "\n" + rates + "\n" + classes
        for failure in report.exceptions { text += "\n" + list(failure) }
        return text + "\n" + chain
    }

    private var summary: String {
        let total = report.total
        let asked = total.asked
        let alone = total.aloneByPolicy + total.aloneByAuthorization
        var parts = [Figures.count(figures.cases, "case")]
        parts.append(Figures.count(asked.all) + " decided by a person")
        if asked.all > 0 { parts.append(Figures.percent(total.approvalRate) + " of these approved") }
        if alone > 0 { parts.append(Figures.count(alone) + " went ahead without asking") }
        if total.expired > 0 { parts.append(Figures.count(total.expired) + " expired") }
        if total.pending > 0 { parts.append(Figures.count(total.pending) + " still wait") }
        var text = parts.joined(separator: ", ") + ".\n"
        if let median = figures.times.looked(quantile: 0.5), let high = figures.times.looked(quantile: 0.9) {
            text +=
                "Looked at before deciding: " + Figures.duration(milliseconds: median) + " in the median, 90% within "
            text +=
                Figures.duration(milliseconds: high) + "; faster than reading: " + Figures.percent(figures.times.quick)
                + ".\n"
        }
        return text
    }

    private var rates: String {
        var table = Table(columns: [
            .init(title: "ACTION", isFlexible: true), .init(title: "CASES"), .init(title: "DECIDED"),
            .init(title: "APPROVED"),
            .init(title: "(95%)"), .init(title: "EDITED"), .init(title: "DECLINED"), .init(title: "EXPIRED"),
        ])
        for action in figures.actions {
            table.rows.append([
                .init(action.action), .init(Figures.count(action.proposed)), .init(Figures.count(action.asked.all)),
                .init(Figures.percent(action.approvalRate)), .init(Figures.interval(action.approvalRate), .dim),
                .init(Figures.percent(action.editRate)), .init(Figures.percent(action.declineRate)),
                .init(Figures.percent(action.expiryRate)),
            ])
        }
        return table.rendered(width: width, paint: paint)
    }

    private var classes: String {
        var table = Table(columns: [
            .init(title: "WHAT WENT WRONG"), .init(title: "CASES"), .init(title: "ACTIONS", isFlexible: true),
        ])
        for failure in FailureClass.allCases {
            let list = figures.list(failure)
            let byAction = list.byAction.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            table.rows.append([
                .init(failure.title, list.count > 0 ? .red : nil), .init(Figures.count(list.count)),
                .init(byAction.map { "\($0.key) \(Figures.count($0.value))" }.joined(separator: ", ")),
            ])
        }
        return table.rendered(width: width, paint: paint)
    }

    private func list(_ failure: FailureClass) -> String {
        let list = figures.list(failure)
        var table = Table(columns: [
            .init(title: "DECIDED"), .init(title: "BY", limit: 12), .init(title: "AGENT", limit: 16),
            .init(title: "ACTION", isFlexible: true), .init(title: "LOOK AT IT: handoff audit show"),
        ])
        for entry in list.newest {
            let found = entry.auditCase
            table.rows.append([
                .init(LocalTime.text(found.decidedAt ?? found.proposedAt), .dim),
                .init(found.operator ?? found.basis?.rawValue ?? "-"),
                .init(found.agent), .init(found.actionType + (found.target.map { " -> " + $0 } ?? "")),
                .init(found.card.text + (entry.overruledBy.map { ", overruled by " + $0.text } ?? "")),
            ])
        }
        var text = paint(failure.title, .bold) + "  " + failure.meaning + " " + failure.cause + "\n"
        text += table.rendered(width: width, paint: paint)
        if list.count > list.newest.count {
            text += "… and \(Figures.count(list.count - list.newest.count)) older ones\n"
        }
        return text
    }

    private var chain: String {
        let chain = report.chain
        if let broken = chain.broken { return paint("The log is broken. ", .alarm) + Paint.safe(broken) + "\n" }
        var text = "The log's " + Words.lines(chain.lines) + " follow each other; "
        if let problem = chain.problem {
            return paint(text + "but the checkpoints do not hold. ", .alarm) + Paint.safe(problem) + "\n"
        }
        text +=
            chain.covered == 0
            ? "no checkpoint is signed yet." : "signed checkpoints cover " + Figures.count(chain.covered) + "."
        return text + "\n"
    }
}
