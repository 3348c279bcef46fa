import Glibc
import HandoffCards
import HandoffGate
import StrictJSON
import Testing

@testable import handoff

@Suite struct DecisionCheckTests {
    private func decided(_ home: TestHome, _ press: Press = .approve) throws -> (CardID, Decision) {
        let id = try home.submit()
        let gate = try home.workplace().gate()
        try gate.bringUpToDate()
        let record = try #require(try gate.index.record(of: id))
        let request = DecisionRequest(card: id, digest: record.digest, press: press)
        return (id, try #require(try gate.decide(request, now: .now).decision))
    }

    @Test func believesWhatTheGateSigned() throws {
        let home = try TestHome()
        let (id, decision) = try decided(home)
        #expect(
            try DecisionCheck(home.workplace()).decision(decision.document.bytes(), for: id, now: .now).decision
                == decision)
    }

    static let lies: [@Sendable (inout Decision) -> Void] = [
        { $0.arguments = ["path": "/etc/passwd"] }, { $0.kind = .answered }, { $0.operator = "eve" },
        { $0.operator = nil }, { $0.token = String($0.token.dropLast(4)) + "AAAA" }, { $0.token = "x.y.z" },
        { $0.token = DecisionCheckTests.foreign($0.card) }, { $0.message = "Yes." }, { $0.button = "other" },
        { $0.edited = true }, { $0.basis = .authorization }, { $0.decided = $0.decided.adding(seconds: 60) },
    ]

    /// Without the trusted keys it is still the log that says what was decided.
    @Test func missingKeysBelieveNothingMore() throws {
        let home = try TestHome()
        var (id, decision) = try decided(home)
        let trusted = try KeyFolder(path: home.workplace().home.keys).trustedPath
        #expect(rename(trusted, trusted + ".away") == 0)
        _ = try DecisionCheck(home.workplace()).decision(decision.document.bytes(), for: id, now: .now)
        decision.arguments = ["path": "/etc/passwd"]
        let failure = #expect(throws: Failure.self) {
            _ = try DecisionCheck(home.workplace()).decision(decision.document.bytes(), for: id, now: .now)
        }
        #expect(failure?.status == .notPermitted)
    }

    /// Signed by a key that nobody here trusts.
    private static func foreign(_ card: CardID) -> String {
        let token = DecisionToken(
            issuer: "handoff/x", subject: "ana", card: card, issued: .now, expires: .now.adding(seconds: 60),
            decision: .approved, cardDigest: .zero, action: .zero, policy: .zero, sequence: 1)
        return (try? token.signed(by: OperatorKey.fake())) ?? ""
    }

    @Test(arguments: lies.indices) func refusesWhatWasChanged(_ place: Int) throws {
        let home = try TestHome()
        var (id, decision) = try decided(home)
        Self.lies[place](&decision)
        let failure = #expect(throws: Failure.self) {
            _ = try DecisionCheck(home.workplace()).decision(decision.document.bytes(), for: id, now: .now)
        }
        #expect(failure?.status == .notPermitted)
        id = try home.submit()
        #expect(throws: Failure.self) {
            _ = try DecisionCheck(home.workplace()).decision(decision.document.bytes(), for: id, now: .now)
        }
    }

    @Test func refusesADecisionOfAnotherCard() throws {
        let home = try TestHome()
        let (_, decision) = try decided(home)
        let (other, _) = try decided(home)
        let failure = #expect(throws: Failure.self) {
            _ = try DecisionCheck(home.workplace()).decision(decision.document.bytes(), for: other, now: .now)
        }
        #expect(failure?.what.contains("another card") == true)
    }

    /// Decision files are not synced: after a power cut one may be empty.
    @Test(arguments: ["", "{"]) func whatAPowerCutLeftIsReadFromTheLog(rest: String) throws {
        let home = try TestHome()
        let (id, decision) = try decided(home)
        let checked = try DecisionCheck(home.workplace()).decision(Array(rest.utf8), for: id, now: .now)
        #expect(checked.decision == decision)
        let late = Timestamp.now.adding(seconds: 3600)
        #expect(try DecisionCheck(home.workplace()).decision(Array(rest.utf8), for: id, now: late).over != nil)
    }

    @Test func whatIsNoDecisionIsBadInput() throws {
        let home = try TestHome()
        let id = try home.submit()
        let failure = #expect(throws: Failure.self) {
            _ = try DecisionCheck(home.workplace()).decision(Array("{}".utf8), for: id, now: .now)
        }
        #expect(failure?.status == .badInput)
    }
}
