import Glibc
import HandoffCards
import HandoffGate
import HandoffIndex
import Testing

@testable import handoff

/// The gate's own question about an action that was started and of which nobody knows how it ended.
@Suite struct OwnQuestionTests {
    private let home: TestHome
    private let action: CardID
    private let gate: Gate

    init() throws {
        home = try TestHome()
        action = try home.submit()
        gate = try home.workplace().gate()
        try gate.bringUpToDate()
        let record = try #require(try gate.index.record(of: action))
        _ = try gate.decide(DecisionRequest(card: action, digest: record.digest, press: .approve), now: .now)
        // The right to carry it out goes, and with it the mark, as when the process dies.
        _ = try gate.release(action, by: "run", now: .now)
        try gate.bringUpToDate()
    }

    private func question() throws -> CardID {
        let pending = try gate.index.pendingCards().map(\.id)
        #expect(pending.count == 1)
        return try #require(pending.first)
    }

    private var places: [String] { ["--home", home.place.root, "--config", home.place.configuration] }

    @Test func staysWhenTheQueueIsReadAnew() throws {
        let id = try question()
        try gate.bringUpToDate()
        _ = try home.workplace().currentGate()
        #expect(try gate.index.record(of: id)?.state == .pending)
        #expect(try gate.askAboutUnknown(now: .now) == 0)
    }

    @Test func saysWhatItAsks() throws {
        let report = try CardReport(try question(), in: try home.workplace())
        let words = report.words(now: .now, paint: Paint(isOn: false))
        for expected in ["the gate ended while it was carried out", "[done]", "[not_done]", "Fix the typo."] {
            #expect(words.contains(expected), "\(expected)\n\(words)")
        }
        let plain = PlainCard.description(of: report.card, try #require(report.assessment), report.stakes)
        #expect(plain.contains("Asked because: the gate ended while it was carried out"))
    }

    @Test(
        "is answered by a command, for the action, and hands nothing to an agent",
        arguments: [("done", Outcome.Status.succeeded), ("not_done", .notAttempted)])
    func answers(button: String, status: Outcome.Status) throws {
        let id = try question()
        let command = try DecideCommand.parse([id.text, button, "--confirm", "yes"] + places)
        _ = try command.decide()
        try gate.bringUpToDate()
        #expect(try gate.index.case(of: action)?.outcome == status)
        #expect(try gate.index.pendingCards().isEmpty)
        #expect(access(home.place.queue + "/decisions/\(id.text).json", F_OK) != 0)
        #expect(access(home.place.queue + "/decisions/\(action.text).json", F_OK) == 0)
        // Whatever looks at it again tells nobody either.
        try gate.bringUpToDate()
        #expect(access(home.place.queue + "/decisions/\(id.text).json", F_OK) != 0)
    }
}
