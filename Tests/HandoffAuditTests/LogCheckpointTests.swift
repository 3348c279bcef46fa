import Glibc
import HandoffAudit
import HandoffCards
import StrictJSON
import Synchronization
import Testing

/// The log says at intervals what all its lines are, whoever wrote them.
@Suite struct LogCheckpointTests {
    private let disk = MemoryDisk()
    private let delivered = Delivered()

    private final class Delivered: Sendable {
        let notes = Mutex<[SignedCheckpoint]>([])
    }

    private func log(
        _ signer: (any CheckpointSigner)? = nil, rotation: LogRotation = LogRotation(), on disk: MemoryDisk? = nil
    ) throws -> AuditLog {
        let delivered = delivered
        let policy = CheckpointPolicy(signer: signer) { note in delivered.notes.withLock { $0.append(note) } }
        return try AuditLog(directory: "/a", disk: disk ?? self.disk, rotation: rotation, checkpoints: policy)
    }

    private func append(_ count: Int, to log: AuditLog, inGroupsOf size: Int = 1) throws {
        for start in stride(from: 0, to: count, by: size) {
            try log.append(try (start..<min(count, start + size)).map { try skipped($0) })
        }
    }

    /// Checks every checkpoint of the log against the lines before it.
    ///
    /// - Returns: Their sequence numbers, and their notes.
    private func checkpoints(of log: AuditLog) throws -> (places: [Int], notes: [SignedCheckpoint]) {
        var tree = MerkleFrontier()
        var (places, notes): ([Int], [SignedCheckpoint]) = ([], [])
        let lines = try log.allLines()
        for line in lines {
            if case .logCheckpoint(let fact) = try line.fact {
                #expect(fact.frontier == tree)
                places.append(line.sequence)
                if let text = fact.note {
                    let note = try SignedCheckpoint(parsing: text)
                    let origin = Checkpoint.origin(ofLogBeginning: lines[0].leaf)
                    #expect(note.checkpoint == Checkpoint(origin: origin, size: tree.size, root: tree.root))
                    #expect(note.verified(by: [try TestSigner().publicKey]))
                    notes.append(note)
                }
            }
            tree.append(line.leaf)
        }
        return (places, notes)
    }

    private func kept(on disk: MemoryDisk) throws -> String {
        String(decoding: disk.bytes("/a/checkpoints") ?? [], as: UTF8.self)
    }

    @Test(arguments: [1, 3, 64, 255, 256, 300, 1000]) func theyFollowEachMultipleOf256(group: Int) throws {
        let log = try log()
        try append(1000, to: log, inGroupsOf: group)
        let places = try checkpoints(of: log).places
        #expect(places.count == (group == 1000 ? 1 : 3))
        for (place, next) in zip([0] + places, places) { #expect(next - place <= 256 + group) }
        #expect(try log.allLines().count == 1000 + places.count)
        #expect(disk.bytes("/a/checkpoints") == nil)
        #expect(delivered.notes.withLock { $0.isEmpty })
    }

    @Test func theyAreSignedKeptAndDelivered() throws {
        let log = try log(try TestSigner())
        try append(600, to: log, inGroupsOf: 7)
        let notes = try checkpoints(of: log).notes
        #expect(notes.count == 2)
        #expect(delivered.notes.withLock { $0 } == notes)
        #expect(try kept(on: disk) == notes.map { $0.text + "\n" }.joined())
    }

    /// Each process finds the tree anew, from the nearest checkpoint or from the start.
    @Test func newProcessesGoOnWithTheTree() throws {
        for _ in 0..<130 { try append(5, to: try log(), inGroupsOf: 5) }
        #expect(try checkpoints(of: try log()).places.count == 2)
        let others = [try log(), try log()]
        for number in 0..<300 { try append(1, to: others[number % 2]) }
        #expect(try checkpoints(of: try log()).places.count == 3)
    }

    /// A long log of an earlier version, which has none.
    @Test func aLogWithoutCheckpointsGetsOne() throws {
        var bytes: [UInt8] = []
        var position = LogPosition.start
        for number in 0..<2600 {
            let text =
                #"{"v":1,"seq":\#(number),"prev":"\#(position.leaf.hex)","time":"\#(noon)","type":"a","body":{}}"#
            bytes += Array(text.utf8) + [10]
            let leaf = Hash256(of: [0] + Array(text.utf8))
            position = LogPosition(sequence: number + 1, offset: bytes.count, leaf: leaf)
        }
        disk.put(bytes, at: "/a/audit.jsonl")
        let log = try log(try TestSigner())
        try log.append([try skipped(1)])
        #expect(try checkpoints(of: log).places == [])
        try log.checkpointNow(at: noon)
        #expect(try checkpoints(of: log).places == [2601])
    }

    @Test func aNewSegmentBeginsWithOne() throws {
        let log = try log(try TestSigner(), rotation: LogRotation(size: 2000))
        try append(40, to: log)
        let segments = try log.segments()
        let places = try checkpoints(of: log).places
        #expect(segments.count > 3 && places == segments.dropFirst().map(\.first))
    }

    @Test func endingSignsWhatWasAppended() throws {
        let log = try log(try TestSigner())
        try log.checkpointNow(at: noon)
        #expect(disk.bytes("/a/checkpoints") == nil)
        try append(3, to: log)
        try log.checkpointNow(at: noon)
        let first = try #require(delivered.notes.withLock { $0.last })
        #expect(first.checkpoint.size == 3)
        #expect(
            first.checkpoint.root == (try log.allLines().reduce(into: MerkleFrontier()) { $0.append($1.leaf) }).root)
        try log.checkpointNow(at: noon)
        #expect(delivered.notes.withLock { $0.count } == 1)
        #expect(try log.check() == 3)
        let other = try self.log(try TestSigner())
        try other.checkpointNow(at: noon)
        try append(1, to: other)
        try other.checkpointNow(at: noon)
        #expect(delivered.notes.withLock { $0.map(\.checkpoint.size) } == [3, 4])
        #expect(try kept(on: disk) == delivered.notes.withLock { $0.map { $0.text + "\n" }.joined() })
    }

    /// A key that fails, and a file of notes that cannot be written, keep nothing from being recorded.
    @Test func recordsDoNotWaitForNotes() throws {
        struct NoSigner: CheckpointSigner {
            struct Failure: Error {}
            var publicKey: [UInt8] { [] }
            func sign(_ bytes: [UInt8]) throws -> [UInt8] { throw Failure() }
        }
        try append(256, to: try log(NoSigner()), inGroupsOf: 256)
        let found = try checkpoints(of: try log())
        #expect(found.places == [256] && found.notes.isEmpty)
        let log = try log(try TestSigner())
        try append(1, to: log)
        disk.fail(.create)
        try log.checkpointNow(at: noon)
        #expect(disk.bytes("/a/checkpoints") == nil)
        try append(1, to: log)
        try log.checkpointNow(at: noon)
        #expect(try kept(on: disk).hasSuffix("\n\n"))
    }

    /// Whatever stands at the end of the file of notes, the next one can be read.
    @Test func aTornNoteIsSetApart() throws {
        try append(2, to: try log(try TestSigner()))
        let writer = try log(try TestSigner())
        try append(1, to: writer)
        try writer.checkpointNow(at: noon)
        let note = Array(try kept(on: disk).utf8)
        for size in 1..<note.count {
            let disk = disk.restarted(.everything)
            disk.put(Array(note[..<size]), at: "/a/checkpoints")
            let log = try log(try TestSigner(), on: disk)
            try append(1, to: log)
            try log.checkpointNow(at: noon)
            let next = try #require(delivered.notes.withLock { $0.last })
            let text = try kept(on: disk)
            #expect(text.hasSuffix("\n\n" + next.text + "\n"))
            let key = try #require(CheckpointKey(TestSigner().publicKey))
            #expect(try log.verification(VerificationDemand(keys: [key])).checkpoints.problem == nil, "cut at \(size)")
        }
    }

    @Test(arguments: MemoryDisk.Survival.allCases) func aPowerCutLosesNothing(survival: MemoryDisk.Survival) throws {
        func work(on disk: MemoryDisk) throws -> Int {
            var acknowledged = 0
            do {
                let log = try log(try TestSigner(), rotation: LogRotation(size: 120_000), on: disk)
                for start in stride(from: 0, to: 700, by: 100) {
                    try log.append(try (start..<start + 100).map { try skipped($0) })
                    acknowledged += 100
                }
            } catch is AuditError {}
            return acknowledged
        }
        let whole = MemoryDisk()
        #expect(try work(on: whole) == 700)
        for changes in 0...whole.changes {
            let disk = MemoryDisk()
            disk.cutPower(after: changes)
            let acknowledged = try work(on: disk)
            let log = try log(try TestSigner(), on: disk.restarted(survival))
            try append(300, to: log, inGroupsOf: 300)
            _ = try log.check()
            #expect(try checkpoints(of: log).places.count > 0)
            let cards = try log.allLines().compactMap { try $0.fact.card?.text }
            #expect(cards.prefix(acknowledged).elementsEqual((0..<acknowledged).map { "card-\($0)" }))
        }
    }
}
