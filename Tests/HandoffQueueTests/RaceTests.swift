import Glibc
import HandoffCards
import Synchronization
import TestSupport
import Testing

@testable import HandoffQueue

/// Those who write while the queue reads.
@Suite struct RaceTests {
    private let directory: TemporaryFolder
    private let harness: DirectoryHarness
    private let id = cardID("card")
    /// Sizes that differ, so that a mixture shows by its length as well.
    private static let versions = (1...4).map { [UInt8](repeating: UInt8($0), count: 50_000 * $0) }

    init() throws {
        directory = try TemporaryFolder()
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

    @Test(.timeLimit(.minutes(20))) func aFileThatIsExchangedIsReadWhole() throws {
        let harness = harness
        try harness.place(Self.versions[0], as: fileName("card.json"))
        try during({ turn in try harness.place(Self.versions[turn % 4], as: fileName("card.json")) }) {
            let bytes = try harness.queue.read(.card(id)).bytes
            #expect(Self.versions.contains(bytes))
        }
    }

    /// A link, a FIFO and a card take turns in one place, so that what is opened is not always what was looked at.
    @Test(.timeLimit(.minutes(20))) func aFileThatBecomesSomethingElseIsRefused() throws {
        let harness = harness
        try harness.place([1], as: fileName("card.json"))
        try harness.write([9], to: harness.path("tmp", "secret"))
        try during({ turn in
            let draft = harness.path("tmp", "draft")
            switch turn % 3 {
            case 0: try check(symlink("../tmp/secret", draft))
            case 1: try check(mkfifo(draft, 0o666))
            default: try harness.write([1], to: draft)
            }
            try check(rename(draft, harness.path("new", "card.json")))
        }) {
            switch read() {
            case .success(let bytes): #expect(bytes == [1])
            case .failure(.notRegular(.symbolicLink, _)), .failure(.notRegular(.fifo, _)): break
            case .failure(let error): Issue.record(error)
            }
        }
    }

    /// A file that grows past the limit and shrinks again in place.
    @Test(.timeLimit(.minutes(20))) func noSizeOutgrowsTheLimit() throws {
        let harness = harness
        let path = harness.path("new", "card.json")
        try harness.write([0], to: path)
        let sizes = [1, QueueLimit.card, 1 << 30]
        try during({ turn in try check(truncate(path, sizes[turn % 3])) }) {
            switch read() {
            case .success(let bytes): #expect(sizes.prefix(2).contains(bytes.count))
            case .failure(.changedWhileRead): break
            case .failure(.tooLarge(let size, _, _)): #expect(size == sizes[2])
            case .failure(let error): Issue.record(error)
            }
        }
    }

    /// Writers in place, between the opening of a file and the end of its reading.
    @Test(arguments: [
        ("longer", 20_000, "more"), ("shorter", nil, ""), ("written over", 0, "other"),
        ("written over at its end", 19_995, "other"),
    ])
    func aWriterInPlaceIsNoticed(_ name: String, offset: Int?, bytes: String) throws {
        let path = harness.path("new", "card.json")
        try harness.write([UInt8](repeating: 0, count: 20_000), to: path)
        // Two changes within one tick of the file system's clock have the same time.
        let earlier = [timespec(tv_sec: 1_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000, tv_nsec: 0)]
        try check(utimensat(AT_FDCWD, path, earlier, 0))
        let folder = Folder(path: harness.root, flags: 0, named: "\(harness.root)/new")
        let name = FileName(card: id)
        #expect(try folder.open(name, limit: QueueLimit.card).contents().bytes.count == 20_000)

        let opened = try folder.open(name, limit: QueueLimit.card)
        let writer = open(path, O_WRONLY | O_CLOEXEC)
        try check(writer)
        defer { close(writer) }
        if let offset {
            try check(Int32(pwrite(writer, bytes, bytes.utf8.count, offset)))
        } else {
            try check(ftruncate(writer, 19_999))
        }
        var isNoticed = false
        do { _ = try opened.contents() } catch .changedWhileRead { isNoticed = true }
        #expect(isNoticed)
    }

    /// Exactly one of those who put a card away does so, and nothing is lost between them.
    @Test func oneOfManyPutsACardAway() throws {
        let harness = harness
        for round in 0..<10 {
            let id = cardID("round-\(round)")
            try harness.place([1], as: FileName(card: id))
            let threads = try (0..<6).map { number in
                try BackgroundThread { () -> Bool in
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

    /// Runs `body` again and again while a thread of its own runs `attack` that many times. How they meet is the machine's to say.
    private func during(
        turns: Int = 2_000, _ attack: @escaping @Sendable (Int) throws -> Void, _ body: () throws -> Void
    ) throws {
        let end = End()
        let attacker = try BackgroundThread {
            defer { end.isReached.store(true, ordering: .relaxed) }
            for turn in 0..<turns where !end.isReached.load(ordering: .relaxed) { try attack(turn) }
        }
        let outcome = Result { repeat { try body() } while !end.isReached.load(ordering: .relaxed) }
        end.isReached.store(true, ordering: .relaxed)
        try attacker.join()
        try outcome.get()
    }

    private final class End: Sendable {
        let isReached = Atomic(false)
    }
}
