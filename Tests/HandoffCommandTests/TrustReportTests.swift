import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import HandoffTrust
import StrictJSON
import Testing

@testable import handoff

@Suite struct TrustReportTests {
    /// Twenty cards of two agents and accounts, of which one is declined, one edited by nobody, and one undone.
    private func history() throws -> (home: TestHome, gate: Gate) {
        let home = try TestHome()
        let gate = try home.workplace().gate()
        for number in 0..<20 {
            let id = try home.submit([
                "agent": ["name": .string(number % 2 == 0 ? "docs-bot" : "mail-bot")],
                "account": .string(number < 15 ? "acme" : "globex"), "confidence": 0.8,
            ])
            try gate.bringUpToDate()
            let record = try #require(try gate.index.record(of: id))
            let press: Press = number == 3 ? .decline : .approve
            _ = try gate.decide(DecisionRequest(card: id, digest: record.digest, press: press), now: .now)
            guard number == 4 else { continue }
            let outcome = Outcome(card: id, status: .rolledBack, detail: nil, finished: .now)
            try gate.store.reportOutcome(outcome.document.bytes(), for: id)
        }
        try gate.bringUpToDate()
        return (home, gate)
    }

    @Test func groupsAddUpToTheWhole() throws {
        let (home, gate) = try history()
        for grouping in TrustGrouping.allCases {
            let report = try TrustReport(by: grouping, gate, now: .now)
            let all = report.rows.reduce(into: TrustRecord()) { $0 += $1.record }
            #expect(all.decided == 20 && all.approved == 19 && all.declined == 1 && all.undone == 1)
        }
        #expect(try TrustReport(by: .agent, gate, now: .now).rows.map(\.name) == [["docs-bot"], ["mail-bot"]])
        #expect(
            try TrustReport(by: .pair, gate, now: .now).rows.map(\.name)
                == [["file.edit", "acme"], ["file.edit", "globex"]])
        _ = home
    }

    @Test func rowsSayHowSureOneCanBe() throws {
        let (home, gate) = try history()
        let text = try TrustReport(by: .action, gate, now: .now).text(width: nil, paint: Paint(isOn: false))
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("file.edit") })
        #expect(row.contains("19 of 20, 75–100%") && row.contains("1 of 1"), "\(text)")
        let few = try TrustReport(by: .pair, gate, now: .now).text(width: nil, paint: Paint(isOn: false))
        #expect(few.contains("5 of 5, too few to say"), "\(few)")
        // Ten judged of each agent are too few for a calibration, which is about agents and not about names alone.
        #expect(!text.contains("CONFIDENCE OF"))
        let document = try TrustReport(by: .action, gate, now: .now).document
        let stated = try #require(document.object?["confidences"]?.array)
        #expect(stated.count == 2 && stated.allSatisfy { $0.object?["brier_score"]?.isNull == true })
        _ = home
    }

    @Test func aCardSaysWhatBecameOfThoseLikeIt() throws {
        let (home, gate) = try history()
        let id = try home.submit(["account": "acme"])
        let report = try CardReport(id, in: try home.workplace())
        #expect(report.before == "8 before: 8 approved; 1 undone")
        let first = try home.submit(["account": "initech"])
        #expect(try CardReport(first, in: try home.workplace()).before == nil)
        _ = gate
    }
}
