import HandoffAudit
import HandoffCards
import TestSupport
import Testing

/// What a sealed journal was once fooled by, done to this log by somebody who may write its files and has not the
/// gate's key. (Promise 14.)
@Suite struct SealingTests {
    private let gate: TestSigner
    private let thief: TestSigner
    private let whole: ComposedLog

    init() throws {
        gate = try TestSigner(1)
        thief = try TestSigner(2)
        whole = try ComposedLog.standard(by: gate)
    }

    private var places: [Int] {
        let count = Soak.count(ordinary: 4, soak: 100)
        return (1..<count).map { $0 * 1000 / count }
    }

    /// Tries each place, and reports how many of the changes were not found as they should be.
    ///
    /// - Parameter attempt: gives words about what was found instead.
    private func tryPlaces(_ name: String, _ kind: VerifyKind, _ attempt: (Int) throws -> String?) throws {
        let start = ContinuousClock.now
        var missed = 0
        for place in places {
            guard let words = try attempt(place) else { continue }
            missed += 1
            Issue.record("\(name) at \(place): \(words)")
        }
        Soak.report(
            promise: 14, name: "\(name) (\(kind.testDescription))", runs: places.count, lost: missed, since: start)
    }

    /// CVE-2023-31438: the log is cut, and goes on, well chained, as if nothing had been there.
    @Test(arguments: VerifyKind.usual) func cutAndContinued(kind: VerifyKind) throws {
        try tryPlaces("cut and continued", kind) { place in
            var log = whole.cut(to: place)
            log.append("handoff.skipped", ["card": "another", "operator": "b"])
            log.append(skips: 1100 - place)
            let found = try kind.check(log.log(), keys: [gate])
            #expect(found.report.broken == nil, "the chain is good")
            if case .differs? = found.checkpoints.problem { return nil }
            return String(describing: found.checkpoints.problem)
        }
    }

    /// The same, and the gate does not know and signs what comes after; the notes beside the log are cut, too. A
    /// checkpoint that was kept elsewhere tells.
    @Test(arguments: VerifyKind.usual) func cutContinuedAndSignedByTheGate(kind: VerifyKind) throws {
        let kept = try whole.note(by: gate)
        try tryPlaces("cut, continued and signed on", kind) { place in
            var log = whole.cut(to: place)
            log.append("handoff.skipped", ["card": "another", "operator": "b"])
            try log.extend(to: 1100, by: gate)
            log.notes = ""
            let found = try kind.check(log.log(), keys: [gate], since: kept).checkpoints.problem
            let actual = log.cut(to: 1000).tree.root
            guard found == .differs(size: 1000, signed: kept.checkpoint.root, actual: actual) else {
                return String(describing: found)
            }
            // With the notes that the gate had made before still there, nothing else is needed.
            log.notes = whole.notes
            return try kind.check(log.log(), keys: [gate]).isGood ? "good against the notes beside it" : nil
        }
    }

    /// CVE-2023-31439: everything from a place on is made anew and sealed with another, newer key.
    @Test(arguments: VerifyKind.usual) func sealedAnewWithAnotherKey(kind: VerifyKind) throws {
        try tryPlaces("sealed anew with another key", kind) { place in
            var log = try whole.cut(to: place).sealedAnew(from: place, by: nil)
            log.notes = ""
            try log.extend(to: 1200, by: thief)
            log.notes = ""
            let found = try kind.check(log.log(), keys: [gate])
            if case .otherKey(_, let covered)? = found.checkpoints.problem, covered <= place { return nil }
            return String(describing: found.checkpoints.problem)
        }
    }

    /// The whole log made anew, every checkpoint in it sealed by another key, with notes beside it that fit.
    @Test(arguments: VerifyKind.usual) func madeAnewFromTheStart(kind: VerifyKind) throws {
        let log = try ComposedLog.standard(by: thief)
        let found = try kind.check(log.log(), keys: [gate])
        guard case .otherKey(_, 0)? = found.checkpoints.problem else {
            Issue.record("\(String(describing: found.checkpoints.problem))")
            return
        }
        // Whoever trusts both keys has to be told of nothing.
        #expect(try kind.check(log.log(), keys: [gate, thief]).isGood)
        // Without any key nothing of it is believed, and that is said.
        let unbelieved = try kind.check(log.log())
        #expect(unbelieved.checkpoints.signed == 0 && unbelieved.checkpoints.unknown == 6)
    }

    /// The gate's own notes, put into a log that they are not about.
    @Test(arguments: VerifyKind.usual) func itsNotesInAnotherLog(kind: VerifyKind) throws {
        var log = try whole.sealedAnew(from: 1, by: nil)
        log.notes = whole.notes
        #expect(try !kind.check(log.log(), keys: [gate]).isGood)
        // All lines made anew, the first included: the log's name is another.
        var other = ComposedLog()
        other.append("handoff.skipped", ["card": "other", "operator": "b"])
        other.append(skips: 999)
        let found = try kind.check(other.log(notes: whole.notes), keys: [gate])
        #expect(found.checkpoints.problem == .otherLog(stated: whole.origin, actual: other.origin))
    }

    /// Nothing is sealed any more: neither lines nor notes.
    @Test(arguments: VerifyKind.usual) func anUnsignedLog(kind: VerifyKind) throws {
        let bare = try ComposedLog.standard(by: nil, closing: false)
        #expect(try kind.check(bare.log(), keys: [gate]).checkpoints.problem == .unsigned(lines: 1000, covered: 0))
        var plain = ComposedLog()
        plain.append(skips: 600)
        #expect(try kind.check(plain.log(), keys: [gate]).checkpoints.problem == .unsigned(lines: 600, covered: 0))
    }

    /// Cut after an old checkpoint, and continued without a key for longer than a gate leaves lines unsigned.
    @Test(arguments: VerifyKind.usual) func continuedUnsigned(kind: VerifyKind) throws {
        var log = whole.cut(to: 300)
        log.notes = ""
        let covered = try kind.check(log.log(), keys: [gate]).checkpoints.covered
        #expect(covered == 256)
        log.append(skips: 3000)
        let found = try kind.check(log.log(), keys: [gate])
        #expect(found.checkpoints.problem == .unsigned(lines: 3300, covered: covered))
    }

    /// A checkpoint that carries a signature made for another one.
    @Test(arguments: VerifyKind.usual) func aForgedSignature(kind: VerifyKind) throws {
        var log = whole.cut(to: 300)
        let old = try #require(whole.notes.split(separator: "\n").first { $0.hasPrefix("— ") })
        let text = Checkpoint(origin: log.origin, size: 300, root: log.tree.root).text + "\n" + old + "\n"
        log.notes = ""
        #expect(try kind.check(log.log(notes: text + "\n"), keys: [gate]).checkpoints.problem == .forged(size: 300))
        log.appendCheckpoint(root: log.tree.root, frontier: log.tree.hashes, note: text)
        log.append(skips: 10)
        let broken = try #require(try kind.check(log.log(), keys: [gate]).report.broken)
        #expect(broken.sequence == 300)
    }
}
