import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

@Suite struct VerificationTests {
    private let signer: TestSigner

    init() throws { signer = try TestSigner() }

    @Test(arguments: VerifyKind.all) func anEmptyLog(kind: VerifyKind) throws {
        let found = try kind.check(ComposedLog().log(), keys: [signer])
        #expect(found.isGood)
        #expect(found.report == VerificationReport(lines: 0, end: .start, broken: nil, tornBytes: 0))
        #expect(found.root?.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(found.origin == nil)
    }

    /// Parts of each size give the same: lines, root, and where something is broken.
    @Test func partsOfAllSizesTellTheSame() throws {
        let log = try ComposedLog.standard(lines: 40, every: 16, segments: 2, by: signer)
        var broken = log.bytes
        broken[broken.count / 2] ^= 1
        for isDeep in [false, true] {
            let usual = VerifyKind(isDeep: isDeep, part: 8 << 20)
            let (good, bad) = (try usual.check(log.log(), keys: [signer]), try usual.check(log.log(changed: broken)))
            #expect(good.isGood && bad.report.broken != nil)
            for part in Array(100..<140) + [1, 2, 3, 500, 1000, 3000] {
                let kind = VerifyKind(isDeep: isDeep, part: part)
                #expect(try kind.check(log.log(), keys: [signer]) == good, "parts of \(part)")
                #expect(try kind.check(log.log(changed: broken)).report == bad.report, "parts of \(part)")
            }
        }
    }

    @Test(arguments: VerifyKind.all) func aLogGoesOnFromEachEarlierCheckpoint(kind: VerifyKind) throws {
        let log = try ComposedLog.standard(lines: 300, every: 64, segments: 2, by: signer)
        let whole = (size: 300, root: log.tree.root)
        for size in [1, 2, 63, 64, 65, 128, 150, 299, 300] {
            let since = try log.cut(to: size).note(by: signer)
            let found = try kind.check(log.log(), keys: [signer], since: since)
            #expect(found.isGood, "since \(size)")
            let proof = try #require(found.consistency)
            #expect(proof.leads(from: (size: size, root: since.checkpoint.root), to: whole))
        }
        let foreign = try log.note(by: TestSigner(2))
        #expect(try kind.check(log.log(), keys: [signer], since: foreign).checkpoints.problem == .untrusted(size: 300))
        let other = try ComposedLog.standard(lines: 200, segments: 1, by: TestSigner(2)).sealedAnew(from: 5, by: signer)
        let differing = try other.note(by: signer)
        #expect(
            try kind.check(log.log(), keys: [signer], since: differing).checkpoints.problem
                == .differs(size: 200, signed: differing.checkpoint.root, actual: log.cut(to: 200).tree.root))
    }

    /// A checkpoint line whose root, frontier, size or note is another than the lines before it make.
    @Test(arguments: VerifyKind.all, 0..<6) func aFalseCheckpointLine(kind: VerifyKind, fault: Int) throws {
        var log = ComposedLog()
        log.append(skips: 37)
        let (root, hashes, note) = (log.tree.root, log.tree.hashes, try log.note(by: signer).text)
        switch fault {
        case 0: log.appendCheckpoint(root: leaf([]), frontier: hashes, note: nil)
        case 1: log.appendCheckpoint(root: root, frontier: hashes.reversed(), note: nil)
        case 2: log.appendCheckpoint(root: root, frontier: hashes.dropLast(), note: nil)
        case 3: log.appendCheckpoint(size: 36, root: root, frontier: hashes, note: nil)
        case 4: log.appendCheckpoint(root: root, frontier: hashes, note: try log.cut(to: 36).note(by: signer).text)
        default: log.appendCheckpoint(root: root, frontier: hashes, note: String(note.dropLast(2)))
        }
        log.append(skips: 5)
        let found = try kind.check(log.log(), keys: [signer])
        #expect(found.report.broken?.sequence == 37)
        #expect(found.report.lines == 37)
        #expect(found.report.end.leaf == log.leaves[36])
        #expect(found.root == nil)
    }

    /// Whatever stands in the file of notes, the log is what it is.
    @Test(arguments: VerifyKind.usual) func aDamagedFileOfNotes(kind: VerifyKind) throws {
        let log = try ComposedLog.standard(lines: 600, by: signer)
        let notes = log.notes
        let torn = try kind.check(log.log(notes: String(notes.dropLast(30))), keys: [signer])
        #expect(torn.isGood && torn.checkpoints.isTorn)
        // Each note of it is a line of the log as well, but the last.
        #expect(torn.checkpoints.covered < 600)
        let junk = try kind.check(log.log(notes: "x\ny\n\n— z\n\n" + notes), keys: [signer])
        #expect(junk.isGood && junk.checkpoints.unreadable == [3] && junk.checkpoints.covered == 600)
        let gone = try kind.check(log.log(notes: ""), keys: [signer])
        #expect(gone.isGood && gone.checkpoints.covered == 512)
    }

    @Test(arguments: VerifyKind.usual) func notesOfUnknownKeysProveNothing(kind: VerifyKind) throws {
        var log = try ComposedLog.standard(lines: 300, by: signer)
        let foreign = try TestSigner(3)
        log.notes += try log.cut(to: 290).sealedAnew(from: 200, by: nil).note(by: foreign).text + "\n"
        let found = try kind.check(log.log(), keys: [signer])
        #expect(found.isGood)
        #expect(found.checkpoints.unknown == 1)
    }

    /// Of several things that are wrong, the first line is told.
    @Test(arguments: VerifyKind.all) func theFirstBrokenLineIsTold(kind: VerifyKind) throws {
        let log = try ComposedLog.standard(lines: 400, every: 64, by: signer)
        var lines = log.lines
        for place in [390, 251, 77] {
            // A letter in a word, so that the line stays one.
            lines[place][lines[place].count - 5] ^= 2
            let found = try kind.check(log.log(changed: Array(lines.joined())), keys: [signer])
            // What was changed shows by the next line.
            #expect(found.report.broken?.sequence == place + 1)
            #expect(found.report.lines == place + 1)
        }
    }

    /// The last line's body is looked at even when nothing else is.
    @Test func theLastLineIsLookedAt() throws {
        var log = ComposedLog()
        log.append(skips: 3)
        log.append("handoff.skipped", ["nobody": 1])
        let kind = VerifyKind(isDeep: false, part: 8 << 20)
        #expect(try kind.check(log.log()).report.broken?.sequence == 3)
        log.append(skips: 1)
        #expect(try kind.check(log.log()).report.broken == nil)
        #expect(try VerifyKind(isDeep: true, part: 8 << 20).check(log.log()).report.broken?.sequence == 3)
    }

    @Test(arguments: [4096, 8 << 20]) func aCardThatEndsTwiceFarApart(part: Int) throws {
        var log = ComposedLog()
        func end(_ name: String) { log.append("handoff.expired", ["card": .string(name), "token": "t"]) }
        for number in 0..<300 { end("card-\(number)") }
        end("card-150")
        end("card-20")
        log.append(skips: 3)
        let found = try VerifyKind(isDeep: true, part: part).check(log.log())
        #expect(found.report.broken?.problem == .ended(card: try cardID("card-150"), sequence: 150))
        #expect(found.report.broken?.sequence == 300)
        #expect(found.report.lines == 300)
    }

    @Test func progressComesToTheEnd() throws {
        let log = try ComposedLog.standard(lines: 100, by: signer)
        let order = Order()
        var demand = VerificationDemand(progress: { done, total in order.add("\(done)/\(total)") })
        demand.partSize = 4096
        _ = try log.log().verification(demand)
        let size = log.bytes.count
        #expect(order.names.contains("\(size)/\(size)"))
    }

    /// Two processes that end one after the other sign the same; whoever keeps notes may sign one beside the gate's signature.
    @Test(arguments: VerifyKind.usual) func whatIsSignedTwiceCountsOnce(kind: VerifyKind) throws {
        let (signer, other) = (try TestSigner(), try TestSigner(9))
        var log = try ComposedLog.standard(by: signer)
        let note = try log.note(by: signer)
        log.notes += log.notes + note.text + "— witness AAAAAAAA\n\n" + log.notes
        let found = try kind.check(log.log(), keys: [signer]).checkpoints
        #expect(found.problem == nil && found.signed == 6 && found.unknown == 0)
        #expect(try kind.check(log.log()).checkpoints.unknown == 7, "the witness says it, too")
        log.notes += try log.note(by: other).text + "\n"
        #expect(try kind.check(log.log(), keys: [signer, other]).checkpoints.signed == 7)
    }
}
