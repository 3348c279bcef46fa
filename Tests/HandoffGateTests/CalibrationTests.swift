import Glibc
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffQueue
import StrictJSON
import Testing

/// When the confidence that an agent states counts.
@Suite struct CalibrationTests {
    static let text = """
        version: 1
        first_time: act
        actions:
          file.tidy: {consequence: low, reversible: true, min_confidence_to_act: 0.5}
        """
    /// Without a failure so many are enough at 0.5.
    static let enough = 7

    private let bench: GateBench
    private let gate: Gate

    init() throws {
        bench = try GateBench()
        gate = try bench.gate(policy: Policy(text: Self.text))
    }

    private func submit(_ id: String, confidence: JSONValue = 0.5, agent: JSONValue = ["name": "tidy"]) throws -> CardID
    {
        let id = try bench.submit(id, ["confidence": confidence, "agent": agent, "editable": ["/arguments/mode"]])
        try gate.admitAll(now: { bench.start })
        return id
    }

    private func approveSome(_ count: Int) throws {
        for number in 0..<count {
            let id = try submit("seed-\(number)")
            _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        }
    }

    private func why(_ id: CardID) throws -> String { try bench.assessment(gate, id).why }

    /// An agent that steps just under what was wrong is worth no more than that was.
    @Test func justBelowTheLowestIsWorthNoMore() throws {
        for number in 0..<2 {
            let id = try submit("wrong-\(number)", confidence: 0.6)
            _ = try gate.decide(bench.request(gate, id, .decline), now: bench.start)
        }
        for number in 0..<24 {
            let id = try submit("right-\(number)", confidence: 0.9)
            guard try gate.index.record(of: id)?.state == .pending else { continue }
            _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        }
        #expect(try gate.index.record(of: submit("high", confidence: 0.9))?.state == .decided(.approved))
        for confidence in [0.6, 0.59, 0.5] {
            let id = try submit("low-\(Int(confidence * 100))", confidence: .number(confidence))
            #expect(try gate.index.record(of: id)?.state == .pending, "\(confidence)")
        }
    }

    @Test func itCountsOnceDecisionsEnoughShowIt() throws {
        let first = try submit("first")
        #expect(try why(first) == "confidence 0.5 does not count yet: 7 more decisions needed")
        try approveSome(Self.enough - 1)
        #expect(try why(submit("last")) == "confidence 0.5 does not count yet: 1 more decision needed")
        _ = try gate.decide(bench.request(gate, first, .approve), now: bench.start)
        let acting = try submit("acting")
        #expect(try gate.index.record(of: acting)?.state == .decided(.approved))
        // What nobody looked at shows nothing.
        #expect(
            try Self.labels(gate, "file.tidy", agent: "tidy", submitter: nil, confidenceFrom: 0.5) == (
                Self.enough, Self.enough
            ))
        #expect(try why(submit("unsure", confidence: 0.49)) == "confidence 0.49 of 0.5 needed")
        #expect(try why(submit("silent", confidence: .null)) == "no confidence stated, 0.5 needed")
        #expect(try why(submit("other", agent: ["name": "broom"])).contains("7 more decisions"))
    }

    /// Each of these was not right, whatever it was.
    @Test(arguments: ["edit", "decline", "answer", "roll back", "roll back and then claim success"])
    func whatWasWrongCounts(how: String) throws {
        try approveSome(Self.enough - 1)
        let id = try submit("wrong")
        var request = try bench.request(gate, id, .approve)
        switch how {
        case "edit": request.edited = ["path": "notes", "mode": "hard"]
        case "decline": request.press = .decline
        case "answer":
            request.press = .answer
            request.message = "Ask me tomorrow."
        default: break
        }
        _ = try gate.decide(request, now: bench.start)
        if how.hasPrefix("roll back") {
            let acting = try submit("acting")
            #expect(try gate.index.record(of: acting)?.state == .decided(.approved))
            try report(id, .rolledBack)
        }
        if how.hasSuffix("success") { try report(id, .succeeded) }
        #expect(
            try Self.labels(gate, "file.tidy", agent: "tidy", submitter: nil, confidenceFrom: 0.5) == (
                Self.enough, Self.enough - 1
            ))
        let next = try submit("next")
        #expect(try gate.index.record(of: next)?.state == .pending)
        #expect(try why(next).hasPrefix("confidence 0.5 does not count yet: "))
        // The same from the log alone.
        bench.removeIndex()
        let other = try bench.gate(policy: Policy(text: Self.text))
        try other.catchUp(now: bench.start)
        #expect(
            try Self.labels(other, "file.tidy", agent: "tidy", submitter: nil, confidenceFrom: 0.5) == (
                Self.enough, Self.enough - 1
            ))
    }

    private func report(_ id: CardID, _ status: Outcome.Status) throws {
        let outcome = Outcome(card: id, status: status, detail: nil, finished: bench.start)
        try bench.store.reportOutcome(outcome.document.bytes(), for: id)
        try gate.recordOutcomes(bench.store.listOutcomes(), now: bench.start)
    }

    /// A name is anybody's: another user's agent of that name has shown nothing, and takes nothing from this one.
    @Test func aNameProfitsFromNoOtherUsersRecord() throws {
        try approveSome(Self.enough)
        let other = geteuid() + 1
        func handIn(_ text: String) throws -> CardID {
            let id = try #require(CardID(text))
            let document = GateBench.document(["confidence": 0.5, "agent": ["name": "tidy"]])
            bench.store.place(document.bytes(), as: FileName(card: id), owner: other)
            try gate.admitAll(now: { bench.start })
            return id
        }
        let theirs = try handIn("theirs")
        #expect(try gate.index.record(of: theirs)?.submitter == other)
        #expect(try why(theirs).contains("7 more decisions needed"))
        var request = try bench.request(gate, theirs, .decline)
        request.message = "no"
        _ = try gate.decide(request, now: bench.start)
        #expect(try why(handIn("again")).contains("confidence 0.5 does not count yet"))
        #expect(try gate.index.record(of: submit("ours"))?.state == .decided(.approved))
        // The same from the log alone, and when the approval of what asked is to be used.
        bench.removeIndex()
        let rebuilt = try bench.gate(policy: Policy(text: Self.text))
        try rebuilt.catchUp(now: bench.start)
        let labels = { submitter in
            try Self.labels(rebuilt, "file.tidy", agent: "tidy", submitter: submitter, confidenceFrom: 0.5)
        }
        #expect(try labels(nil) == (Self.enough, Self.enough))
        #expect(try labels(other) == (1, 0))
    }

    /// Only decisions about a confidence as high as the one needed show what that is worth.
    @Test func lowerConfidenceShowsNothing() throws {
        for number in 0..<Self.enough {
            let id = try submit("low-\(number)", confidence: 0.4999)
            _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        }
        #expect(try why(submit("next")).contains("7 more decisions needed"))
    }

    private static func labels(
        _ gate: Gate, _ action: String, agent: String, submitter: UInt32?, confidenceFrom needed: Double
    ) throws -> (judged: Int, right: Int) {
        let key = StatedConfidence.Key(actionType: action, agent: agent, submitter: submitter)
        let counted = try gate.index.statedConfidence(key).filter { $0.confidence >= needed }
        return (counted.reduce(0) { $0 + $1.judged }, counted.reduce(0) { $0 + $1.right })
    }
}
