import Glibc
import HandoffCards
import HandoffQueue
import TestSupport
import Testing

/// The ways in which files come into a directory, and in which a directory goes away.
@Suite struct DirectoryWatchTests {
    private let directory: TemporaryFolder
    private let harness: DirectoryHarness
    private let watch: any QueueWatch
    private let card = NewEntry.card(cardID("card"))

    init() throws {
        directory = try TemporaryFolder()
        harness = try DirectoryHarness(root: directory.path)
        watch = try harness.queue.watch(Set(QueuePlace.allCases))
    }

    private func new(_ entries: NewEntry...) -> QueueChanges {
        var changes = QueueChanges()
        changes.new = entries
        return changes
    }

    @Test func aFileThatIsWrittenInPlaceIsUnsettledUntilItIsClosed() throws {
        let file = open(harness.path("new", "card.json"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try check(file)
        try check(Int32(write(file, "{", 1)))
        var unsettled = QueueChanges()
        unsettled.unsettled = [card]
        #expect(watch.drain() == unsettled)
        try check(Int32(write(file, "}", 1)))
        #expect(watch.drain() == QueueChanges())
        close(file)
        // A child that another test starts may have it open for a moment more.
        var changes = QueueChanges()
        _ = comesTrue {
            changes = watch.drain()
            return changes != QueueChanges()
        }
        #expect(changes == new(card))
    }

    @Test func aLinkedFileIsSettled() throws {
        try harness.write([1], to: harness.path("tmp", "draft"))
        try check(link(harness.path("tmp", "draft"), harness.path("new", "card.json")))
        #expect(watch.drain() == new(card))
        try check(unlink(harness.path("tmp", "draft")))
        #expect(watch.drain() == QueueChanges())
    }

    /// As in a maildir. By now it cannot be told from a file that is being written; it must come all the same.
    @Test func aLinkedFileThatLostItsFirstNameIsUnsettled() throws {
        try harness.write([1], to: harness.path("tmp", "draft"))
        try harness.write([1], to: harness.path("tmp", "outcome"))
        try check(link(harness.path("tmp", "draft"), harness.path("new", "card.json")))
        try check(link(harness.path("tmp", "outcome"), harness.path("outcomes", "card.json")))
        try check(unlink(harness.path("tmp", "draft")))
        try check(unlink(harness.path("tmp", "outcome")))
        var unsettled = QueueChanges()
        unsettled.unsettled = [card]
        unsettled.unsettledOutcomes = [try #require(OutcomeEntry(fileName("card.json")))]
        #expect(watch.drain() == unsettled)
    }

    @Test func whatIsNoFileIsToldAtOnce() throws {
        try check(mkfifo(harness.path("new", "fifo.json"), 0o600))
        try check(symlink("/nowhere", harness.path("new", "link.json")))
        try check(mkdir(harness.path("new", "folder.json"), 0o700))
        try check(mkfifo(harness.path("outcomes", "fifo.json"), 0o600))
        var expected = new(.card(cardID("fifo")), .card(cardID("link")), .card(cardID("folder")))
        expected.outcomes = [try #require(OutcomeEntry(fileName("fifo.json")))]
        #expect(watch.drain() == expected)
    }

    @Test func hiddenFilesAreNotTold() throws {
        try harness.write([1], to: harness.path("new", ".card.json.Xq3"))
        try harness.write([1], to: harness.path("outcomes", ".card.json.Xq3"))
        #expect(watch.drain() == QueueChanges())
        // Where rsync renames it to in the end.
        try check(rename(harness.path("new", ".card.json.Xq3"), harness.path("new", "card.json")))
        #expect(watch.drain() == new(card))
    }

    @Test func namesAreBytes() throws {
        let names = [[0xff, 0xfe], Array("a\nb".utf8), [UInt8](repeating: 0x78, count: 255)].compactMap {
            FileName($0 as [UInt8])
        }
        for name in names { try harness.place([1], as: name) }
        #expect(watch.drain().new == names.map { .alien($0) })
    }

    @Test func deletionIsWithdrawal() throws {
        try harness.queue.submit([1], as: cardID("card"))
        try harness.queue.submit([1], as: cardID("other"))
        _ = watch.drain()
        try check(unlink(harness.path("new", "card.json")))
        try check(rename(harness.path("new", "other.json"), harness.path("tmp", "other.json")))
        #expect(watch.drain().withdrawn == [cardID("card"), cardID("other")])
    }

    @Test(arguments: ["new", "decisions"]) func aDirectoryThatIsRemovedIsTold(name: String) throws {
        try check(rmdir(harness.path(name, "")))
        #expect(watch.drain().overflowed)
    }

    @Test func removedDirectoriesAreErrors() throws {
        for name in ["new", "decisions", "outcomes", "bad"] { try check(rmdir(harness.path(name, ""))) }
        let queue = harness.queue
        func gone(_ name: String) -> QueueError { .noDirectory(path: "\(directory.path)/\(name)") }
        #expect(throws: gone("new")) { try queue.listNew() }
        #expect(throws: gone("outcomes")) { try queue.listOutcomes() }
        #expect(throws: gone("bad")) { try queue.listBad() }
        #expect(throws: gone("decisions")) { try queue.decision(for: cardID("card")) }
        #expect(throws: QueueError.self) { try queue.submit([1], as: cardID("card")) }
    }

    @Test(.timeLimit(.minutes(20))) func theWaitEndsWithTheQueue() throws {
        let queue = harness.queue
        let waiter = try BackgroundThread { try queue.waitForDecision(cardID("card"), until: nil) }
        usleep(10_000)
        try check(rmdir(harness.path("decisions", "")))
        #expect(throws: QueueError.noDirectory(path: "\(directory.path)/decisions")) { try waiter.join() }
    }

    @Test func aMovedQueueIsStillTheSame() throws {
        let moved = directory.path + "-moved"
        try check(rename(directory.path, moved))
        defer { rename(moved, directory.path) }
        try harness.queue.submit([1], as: cardID("card"))
        #expect(watch.drain() == new(card))
        #expect(try harness.queue.listNew() == [card])
    }
}
