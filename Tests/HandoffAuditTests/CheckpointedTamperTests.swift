import HandoffAudit
import HandoffCards
import TestSupport
import Testing

/// Somebody changes a log of a thousand lines in three segments, signed each 256 lines and at its end, and leaves what was signed as it
/// is: everything is found, quickly and fully. (Promises 11, 12 and 13.)
@Suite struct CheckpointedTamperTests {
    private static let signer = try! TestSigner()
    private static let whole = try! ComposedLog.standard(by: signer)
    private static let bytes = whole.bytes
    private static let lines = whole.lines

    private func isFound(_ bytes: [UInt8], _ kind: VerifyKind) throws -> Bool {
        try !kind.check(Self.whole.log(changed: bytes), keys: [Self.signer]).isGood
    }

    /// So many of all places, spread evenly over all of them and never at the same ones of each line. A soak takes thousands:
    /// all bits, of which each takes some milliseconds, would take it days.
    private func places(_ count: Int, ordinary: Int, soak: Int = 1000) -> [Int] {
        let wanted = min(count, Soak.count(ordinary: ordinary, soak: soak))
        return (0..<wanted).map { $0 * count / wanted }
    }

    @Test(arguments: VerifyKind.all) func theWholeLogIsGood(kind: VerifyKind) throws {
        let found = try kind.check(Self.whole.log(), keys: [Self.signer])
        #expect(found.isGood)
        #expect(found.report.lines == 1000)
        #expect(found.root == Self.whole.tree.root)
        #expect(found.origin == Self.whole.origin)
        #expect(found.checkpoints.lines == 5)
        #expect(found.checkpoints.signed == 6)
        #expect(found.checkpoints.covered == 1000)
        #expect(found.report.end.leaf == Self.whole.last)
    }

    @Test(arguments: VerifyKind.all) func everyBitFlipIsFound(kind: VerifyKind) throws {
        let start = ContinuousClock.now
        let bits = places(Self.bytes.count * 8, ordinary: 40, soak: 5000)
        var missed = 0
        for bit in bits {
            var changed = Self.bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            if try !isFound(changed, kind) {
                missed += 1
                Issue.record("bit \(bit % 8) of byte \(bit / 8)")
            }
        }
        Soak.report(
            promise: 11, name: "a bit flipped (\(kind.testDescription))", runs: bits.count, lost: missed, since: start)
    }

    /// The first lines, the last ones and those around checkpoints matter most.
    @Test(arguments: VerifyKind.usual) func everyBitOfTheEndsIsFound(kind: VerifyKind) throws {
        let last = Self.bytes.count - (Self.lines.last?.count ?? 0)
        for place in Array(0..<40) + Array(last..<Self.bytes.count).filter({ $0 % 5 == 0 }) + [Self.bytes.count - 1] {
            var changed = Self.bytes
            changed[place] ^= 4
            #expect(try isFound(changed, kind), "byte \(place)")
        }
    }

    @Test(arguments: VerifyKind.all) func deletedSwappedAndInsertedLinesAreFound(kind: VerifyKind) throws {
        let start = ContinuousClock.now
        var (runs, missed) = (0, 0)
        func expectFound(_ lines: [[UInt8]], _ words: String) throws {
            runs += 1
            if try isFound(Array(lines.joined()), kind) { return }
            missed += 1
            Issue.record("\(words)")
        }
        for place in places(1000, ordinary: 8) {
            var changed = Self.lines
            changed.remove(at: place)
            try expectFound(changed, "line \(place) deleted")
            if place < 999 {
                changed = Self.lines
                changed.swapAt(place, place + 1)
                try expectFound(changed, "lines \(place) and \(place + 1) swapped")
            }
            for copied in [place, (place * 7 + 13) % 1000] {
                changed = Self.lines
                changed.insert(Self.lines[copied], at: place)
                try expectFound(changed, "line \(copied) inserted at \(place)")
            }
        }
        Soak.report(
            promise: 12, name: "a line deleted, swapped, inserted (\(kind.testDescription))", runs: runs, lost: missed,
            since: start)
    }

    @Test(arguments: VerifyKind.usual) func everyTruncationIsFound(kind: VerifyKind) throws {
        let start = ContinuousClock.now
        var sizes = Set(places(Self.bytes.count, ordinary: 30))
        var end = 0
        for segment in Self.whole.segments {
            sizes.formUnion([end, end + 1])
            end += segment.bytes.count
        }
        sizes.insert(Self.bytes.count - 1)
        var missed = 0
        for size in sizes.sorted() {
            if try !isFound(Array(Self.bytes[..<size]), kind) {
                missed += 1
                Issue.record("cut to \(size) bytes")
            }
        }
        Soak.report(
            promise: 13, name: "the log cut (\(kind.testDescription))", runs: sizes.count, lost: missed, since: start)
    }

    /// Against one checkpoint that was kept elsewhere, when the notes beside the log are cut with it.
    @Test(arguments: VerifyKind.usual) func aCutIsFoundAgainstTheLastCheckpointKeptElsewhere(kind: VerifyKind) throws {
        let kept = try Self.whole.note(by: Self.signer)
        for size in places(1000, ordinary: 8) {
            let found = try kind.check(
                Self.whole.cut(to: size).log(notes: ""), keys: [Self.signer], since: kept)
            #expect(found.checkpoints.problem == .cut(size: 1000, lines: size))
        }
    }

    @Test(arguments: VerifyKind.usual) func deletedSegmentsAreFound(kind: VerifyKind) throws {
        let segments = Self.whole.segments
        for gone in 1..<1 << segments.count {
            let left = segments.indices.filter { gone >> $0 & 1 == 0 }
            let disk = MemoryDisk()
            let folder = try disk.folder("/a")
            for place in left {
                let name = place == segments.count - 1 ? "audit.jsonl" : "audit-\(segments[place].first).jsonl"
                _ = try folder.create(name).append(segments[place].bytes[...])
            }
            _ = try folder.create("checkpoints").append(Array(Self.whole.notes.utf8)[...])
            let found = try kind.check(AuditLog(directory: "/a", disk: disk), keys: [Self.signer])
            #expect(!found.isGood, "without segments \(segments.indices.filter { !left.contains($0) })")
        }
    }
}
