import Glibc
import HandoffCards
import HandoffGate
import TestSupport
import StrictJSON
import Synchronization
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
        var (round, lost) = (0, 0)
        let scene = try AttackScene()
        let swapped = Atomic(0)
        let good = GateBench.document(action: AttackScene.mail).bytes()
        while swapped.load(ordering: .relaxed) < count {
            round += 1
            let id = try #require(CardID("racing-\(round)"))
            let isOver = Atomic(false)
            let results = try onThreads(2) { number -> Bool in
                if number == 0 {
                    while !isOver.load(ordering: .acquiring) {
                        for bytes in [good, self.evil] {
                            try scene.write(bytes, to: "tmp/racing")
                            Glibc.rename(scene.path("tmp/racing"), scene.path("new/\(id).json"))
                            swapped.add(1, ordering: .relaxed)
                        }
                    }
                    return false
                }
                defer { isOver.store(true, ordering: .releasing) }
                while try scene.gate.index.record(of: id) == nil { try scene.gate.admit([.card(id)], now: scene.now) }
                let record = try #require(try scene.gate.index.record(of: id))
                let seen = try scene.gate.card(record)
                var request = try scene.bench.request(scene.gate, id, .approve)
                request.confirmation = "yes"
                _ = try? scene.gate.decide(request, now: scene.now)
                let release = try scene.gate.release(id, by: "test", now: scene.now)
                return release.card.digest() != seen.digest() || release.arguments != seen.action.arguments
            }
            if results.contains(true) { lost += 1 }
        }
        #expect(lost == 0)
        Soak.report(
            promise: 7, name: "files swapped while they are approved", runs: swapped.load(ordering: .relaxed),
            lost: lost,
            since: start)
    }
}
