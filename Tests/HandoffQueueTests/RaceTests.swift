import Glibc
import HandoffCards
import HandoffQueue
import Synchronization
import Testing

/// Those who write while the queue reads.
@Suite struct RaceTests {
    private let directory: TemporaryDirectory
    private let harness: DirectoryHarness
    private let id = cardID("card")
    /// Sizes that differ, so that a mixture shows by its length as well.
    private static let versions = (1...4).map { [UInt8](repeating: UInt8($0), count: 50_000 * $0) }

    init() throws {
        directory = try TemporaryDirectory()
        harness = try DirectoryHarness(root: directory.path)
    }

    @Test func whatWasReadIsOutOfTheWritersReach() throws {
        let file = open(harness.path("new", "card.json"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        try check(file)
        defer { close(file) }
        try check(Int32(write(file, "before", 6)))
        let submission = try harness.queue.read(.card(id))
        try check(Int32(pwrite(file, "after!", 6, 0)))
        #expect(submission.bytes == Array("before".utf8))
        #expect(try harness.queue.read(.card(id)).bytes == Array("after!".utf8))
    }

    @Test(.timeLimit(.minutes(5))) func aFileThatIsExchangedIsReadWhole() throws {
        let harness = harness
        try harness.place(Self.versions[0], as: fileName("card.json"))
        var seen: Set<Int> = []
        try during({ turn in try harness.place(Self.versions[turn % 4], as: fileName("card.json")) }) { _ in
            let bytes = try harness.queue.read(.card(id)).bytes
            #expect(Self.versions.contains(bytes))
            seen.insert(bytes.count)
            return seen.count > 1
        }
        #expect(seen.count > 1, "the exchange was never seen")
    }

    /// A link, a FIFO and a card take turns in one place, so that what is opened is not always what was looked at.
    @Test(.timeLimit(.minutes(5))) func aFileThatBecomesSomethingElseIsRefused() throws {
        let harness = harness
        try harness.place([1], as: fileName("card.json"))
        try harness.write([9], to: harness.path("tmp", "secret"))
        var refusals: Set<String> = []
        try during(
            rounds: 5_000,
            { turn in
                let draft = harness.path("tmp", "draft")
                switch turn % 3 {
                case 0: try check(symlink("../tmp/secret", draft))
                case 1: try check(mkfifo(draft, 0o666))
                default: try harness.write([1], to: draft)
                }
                try check(rename(draft, harness.path("new", "card.json")))
            }
        ) { _ in
            switch read() {
            case .success(let bytes): #expect(bytes == [1])
            case .failure(.notRegular(let kind, _)): refusals.insert(kind.description)
            case .failure(let error): Issue.record(error)
            }
            return refusals.count == 2
        }
        #expect(refusals == ["a FIFO", "a symbolic link"])
    }

    /// A file that grows past the limit and shrinks again in place.
    @Test(.timeLimit(.minutes(5))) func noSizeOutgrowsTheLimit() throws {
        let harness = harness
        let path = harness.path("new", "card.json")
        try harness.write([0], to: path)
        let sizes = [1, QueueLimit.card, 1 << 30]
        var seen: Set<Int> = []
        try during({ turn in try check(truncate(path, sizes[turn % 3])) }) { _ in
            switch read() {
            case .success(let bytes):
                #expect(sizes.prefix(2).contains(bytes.count))
                seen.insert(bytes.count)
            case .failure(.changedWhileRead): break
            case .failure(.tooLarge(let size, _, _)): seen.insert(size)
            case .failure(let error): Issue.record(error)
            }
            return seen.count == 3
        }
        #expect(seen == [1, QueueLimit.card, 1 << 30])
    }

    /// A writer who keeps the file open, and makes it longer or writes over what it holds.
    @Test(.timeLimit(.minutes(5)), arguments: [1, 0]) func aWriterInPlaceIsNoticed(growth: Int) throws {
        let harness = harness
        let path = harness.path("new", "card.json")
        try harness.write([UInt8](repeating: 0, count: 20_000), to: path)
        var isNoticed = false
        try during({ turn in
            let file = open(path, O_WRONLY | O_CLOEXEC)
            try check(file)
            defer { close(file) }
            for step in 0..<1_000 { try check(Int32(pwrite(file, [1], 1, (turn * 1_000 + step) % 200_000 * growth))) }
        }) { _ in
            if case .failure(.changedWhileRead) = read() { isNoticed = true }
            return isNoticed
        }
        #expect(isNoticed)
    }

    /// Exactly one of those who put a card away does so, and nothing is lost between them.
    @Test func oneOfManyPutsACardAway() throws {
        let harness = harness
        for round in 0..<10 {
            let id = cardID("round-\(round)")
            try harness.place([1], as: FileName(card: id))
            let threads = (0..<6).map { number in
                BackgroundThread { () -> Bool in
                    do {
                        try harness.queue.quarantine(.card(id), reason: "by \(number)")
                        return true
                    } catch QueueError.vanished {
                        return false
                    }
                }
            }
            #expect(try threads.map { try $0.join() }.filter(\.self).count == 1)
        }
        #expect(try harness.queue.listBad().count == 10)
        #expect(try harness.names(in: "bad").count == 20)
    }

    private func read() -> Result<[UInt8], QueueError> {
        do { return .success(try harness.queue.read(.card(id)).bytes) } catch { return .failure(error) }
    }

    /// Runs `body` at least `rounds` times, and until it is content or has run 20,000 times, while a thread of its own runs `attack`.
    private func during(
        rounds: Int = 300, _ attack: @escaping @Sendable (Int) throws -> Void, until body: (Int) throws -> Bool
    ) throws {
        let stop = Stop()
        let attacker = BackgroundThread {
            var turn = 0
            while !stop.isSet.load(ordering: .relaxed) {
                try attack(turn)
                turn += 1
            }
        }
        let outcome = Result {
            var isContent = false
            var round = 0
            // On a busy machine the attacker may not get a turn for thousands of rounds.
            let end = ContinuousClock.now + .seconds(40)
            while round < rounds || !isContent && ContinuousClock.now < end {
                isContent = try body(round)
                round += 1
                sched_yield()
            }
        }
        stop.isSet.store(true, ordering: .relaxed)
        try attacker.join()
        try outcome.get()
    }

    private final class Stop: Sendable {
        let isSet = Atomic(false)
    }
}
