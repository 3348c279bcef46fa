import Glibc
import HandoffCards
import HandoffPolicy
import StrictJSON
import Testing

@testable import handoff

/// What a newcomer sees first.
@Suite("The demo's agents")
struct DemoAgentsTests {
    /// Each agent's in some ten minutes of watching.
    private static let ideas = 30

    private let home: DemoHome
    private let stage: Stage

    init() throws {
        home = try DemoHome.make(under: "/tmp")
        stage = Stage(path: home.stage)
        for folder in [home.stage, home.stage + "/sent"] { try #require(mkdir(folder, 0o700) == 0) }
    }

    @Test(
        "write good cards of every kind, act on what is approved, and go on after an answer",
        arguments: [1, 20_261_122])
    func cards(seed: UInt64) throws {
        defer { home.remove() }
        var kinds: Set<String> = []
        var risks: Set<Risk> = []
        let random = SplitMix64(seed: seed)
        var agents: [any SampleAgent] = [
            SupportMailer(stage: stage, random: random), DeployBot(stage: stage, random: random),
            RecordsCleaner(stage: stage),
        ]
        for place in agents.indices {
            var proposals = try agents[place].opening()
            #expect((3...5).contains(proposals.count))
            for _ in 0..<Self.ideas { proposals += try agents[place].next().map { [$0] } ?? [] }
            #expect(proposals.count > Self.ideas / 2, "seed \(seed): \(agents[place].name) falls silent")
            for proposal in proposals {
                let card = try check(proposal, of: agents[place])
                kinds.insert(card.trigger.rawValue)
                risks.insert(card.risk)
            }
        }
        #expect(kinds == ["boundary", "confidence", "scope", "failure"])
        #expect(risks == [.low, .medium, .high, .critical])
    }

    private func check(_ proposal: Proposal, of agent: any SampleAgent) throws -> Card {
        let id = CardID.unique(now: .now)
        let bytes = proposal.document(id: id, agent: agent, now: .now).prettyBytes()
        let card = try Card(parsing: bytes, id: id)
        #expect(card.lint() == [], "\(card.proposal)")
        let button = try #require(card.firstApproving)
        guard case .approve(_, let arguments) = try card.verdict(of: .button(button.id)) else {
            Issue.record("\(button) approves nothing")
            return card
        }
        let report = try agent.perform(card, arguments, saved: proposal.saved)
        #expect(report.status != .failed && !report.detail.isEmpty)
        if let next = report.next { _ = try check(next, of: agent) }
        if let next = agent.followUp(on: card, answer: "Wait until Monday, please.") {
            #expect(try Card(parsing: next.document(id: id, agent: agent, now: .now).bytes(), id: id).lint() == [])
        } else {
            #expect(card.question == nil && card.scope == nil, "an answer would lead to nothing")
        }
        return card
    }

    @Test("the policy of the demo is a good one, and knows all that they do")
    func policy() throws {
        defer { home.remove() }
        let reading = PolicyReading(DemoPolicy.text, file: "policy.yaml")
        #expect(reading.problems.isEmpty)
        let policy = try #require(reading.policy)
        let random = SplitMix64(seed: 1)
        var agents: [any SampleAgent] = [
            SupportMailer(stage: stage, random: random), DeployBot(stage: stage, random: random),
            RecordsCleaner(stage: stage),
        ]
        var rulings: Set<RulingKind> = []
        for place in agents.indices {
            for proposal in try agents[place].opening() {
                let id = CardID.unique(now: .now)
                let bytes = proposal.document(id: id, agent: agents[place], now: .now).bytes()
                let card = try Card(parsing: bytes, id: id)
                let ruling = policy.ruling(
                    on: PolicyFacts(card, isFirstTime: true, calibration: .unknown, time: nil, weekday: nil))
                #expect(!ruling.triggers.map(\.name).contains("unknown_action"), "\(card.action.type)")
                #expect(ruling.risk >= card.risk)
                rulings.insert(ruling.kind)
            }
        }
        #expect(rulings == [.act, .ask])
    }

    @Test("a removed home takes nothing with it but itself")
    func removal() throws {
        let other = try DemoHome.make(under: home.root)
        mkdir(other.root + "/folder", 0o700)
        symlink(home.root, other.root + "/folder/link")
        symlink(home.root, other.root + "/link")
        other.remove()
        #expect(access(other.root, F_OK) != 0)
        #expect(access(home.stage + "/sent", F_OK) == 0)
        home.remove()
        #expect(access(home.root, F_OK) != 0)
        #expect(DemoHome(root: "/tmp/something-else") == nil)
    }
}
