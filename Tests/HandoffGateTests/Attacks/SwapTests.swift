import Glibc
import HandoffCards
import HandoffGate
import StrictJSON
import Synchronization
import TestSupport
import Testing

/// What is carried out is what was admitted and displayed, whatever becomes of its file meanwhile.
@Suite struct SwapTests {
    enum Technique: String, CaseIterable {
        case rename, rewriteThroughADescriptor, hardLink, symbolicLink, decisionFile
    }

    private let evil = GateBench.document(action: AttackScene.mail.merging(["arguments": ["to": "everybody"]]) { $1 })
        .bytes()

    private func swap(_ scene: AttackScene, _ technique: Technique, kept: Int32) throws {
        let card = scene.path("new/victim.json")
        switch technique {
        case .rename:
            try scene.write(evil, to: "tmp/evil")
            Glibc.rename(scene.path("tmp/evil"), card)
        case .rewriteThroughADescriptor:
            ftruncate(kept, 0)
            pwrite(kept, evil, evil.count, 0)
        case .hardLink:
            try scene.write(evil, to: "tmp/evil")
            unlink(card)
            link(scene.path("tmp/evil"), card)
        case .symbolicLink:
            try scene.write(evil, to: "tmp/evil")
            unlink(card)
            symlink(scene.path("tmp/evil"), card)
        case .decisionFile:
            guard let bytes = try? scene.queue.decision(for: scene.victim), var decision = try? Decision(parsing: bytes)
            else { return }
            decision.arguments = ["to": "everybody"]
            try scene.write(decision.document.bytes(), to: "decisions/victim.json")
        }
    }

    @Test(arguments: Technique.allCases, [true, false]) func swappedFilesChangeNothing(
        technique: Technique, isApproved: Bool
    ) throws {
        let scene = try AttackScene()
        let kept = open(scene.path("new/victim.json"), O_RDWR)
        defer { close(kept) }
        if !isApproved { try swap(scene, technique, kept: kept) }
        try scene.approve(scene.victim)
        if isApproved { try swap(scene, technique, kept: kept) }
        try scene.gate.bringUpToDate(now: { scene.now })
        let release = try scene.gate.release(scene.victim, by: "test", now: scene.now)
        #expect(release.arguments == ["to": "lena"])
        let record = try #require(try scene.gate.index.record(of: scene.victim))
        #expect(release.card.digest() == record.digest)
    }

    /// The file changes all the time while it is admitted, approved and released: what is released is what was admitted.
    @Test func racingTheGateWinsNothing() throws {
        let start = ContinuousClock.now
        let count = Soak.count(ordinary: 300, soak: 100_000)
        var (round, swaps, lost) = (0, 0, 0)
        let scene = try AttackScene()
        let files = [GateBench.document(action: AttackScene.mail).bytes(), evil]
        while swaps < count {
            round += 1
            let id = try #require(CardID("racing-\(round)"))
            let whole = try files.map { try Card(document: JSONValue(parsing: $0), id: id).digest() }
            let attacker = try Attacker { turn in
                try scene.write(files[turn % 2], to: "tmp/racing")
                try #require(Glibc.rename(scene.path("tmp/racing"), scene.path("new/\(id).json")) == 0)
            }
            let isLost = Result {
                while try scene.gate.index.record(of: id) == nil { try scene.gate.admit([.card(id)], now: scene.now) }
                let seen = try scene.gate.card(#require(try scene.gate.index.record(of: id)))
                let before = attacker.turns
                attacker.waitForATurn()
                var request = try scene.bench.request(scene.gate, id, .approve)
                request.confirmation = "yes"
                _ = try? scene.gate.decide(request, now: scene.now)
                attacker.waitForATurn()
                let release = try scene.gate.release(id, by: "test", now: scene.now)
                swaps += attacker.turns - before
                #expect(whole.contains(seen.digest()))
                return release.card.digest() != seen.digest() || release.arguments != seen.action.arguments
            }
            try attacker.end()
            if try isLost.get() { lost += 1 }
        }
        #expect(lost == 0)
        Soak.report(
            promise: 7, name: "files swapped while they are approved", runs: swaps, lost: lost, since: start)
    }
}

/// Does the same again and again on a thread of its own.
private final class Attacker {
    private let thread: BackgroundThread<Void>
    private let state = State()

    private final class State: Sendable {
        let turns = Atomic(0)
        let isOver = Atomic(false)
        var goesOn: Bool { !isOver.load(ordering: .acquiring) }
    }

    init(_ attack: @escaping @Sendable (_ turn: Int) throws -> Void) throws {
        thread = try BackgroundThread { [state] in
            defer { state.isOver.store(true, ordering: .releasing) }
            while state.goesOn {
                try attack(state.turns.load(ordering: .relaxed))
                state.turns.add(1, ordering: .releasing)
            }
        }
    }

    var turns: Int { state.turns.load(ordering: .acquiring) }

    /// Returns when one has begun and ended meanwhile.
    func waitForATurn() {
        let start = turns
        #expect(comesTrue { turns >= start + 2 || !state.goesOn })
    }

    /// Throws what ended it before this did.
    func end() throws {
        state.isOver.store(true, ordering: .releasing)
        try thread.join()
    }
}
