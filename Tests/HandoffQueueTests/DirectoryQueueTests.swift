import Glibc
import HandoffCards
import TestSupport
import Testing

@testable import HandoffQueue

/// What stands where, for those who use the directory without the store.
@Suite struct DirectoryQueueTests {
    private let directory: TemporaryFolder
    private let harness: DirectoryHarness

    init() throws {
        directory = try TemporaryFolder()
        harness = try DirectoryHarness(root: directory.path)
    }

    private func mode(_ path: String) throws -> mode_t {
        var status = stat()
        try check(lstat(path, &status))
        return status.st_mode
    }

    @Test func directoriesAreMadeForThisUserAlone() throws {
        let root = directory.path + "/one/two/queue/"
        _ = try DirectoryQueue(root: root, create: true)
        for place in ["", "tmp", "new", "decisions", "outcomes", "saved", "done", "bad"] {
            #expect(try mode(root + place) == S_IFDIR | 0o700, "\(place)")
        }
        #expect(try mode(directory.path + "/one") == S_IFDIR | 0o700)
    }

    @Test func modesThatAreThereAreLeftAlone() throws {
        try check(chmod(harness.path("new", ""), 0o1730))
        _ = try DirectoryQueue(root: directory.path, create: true)
        #expect(try mode(directory.path + "/new") == S_IFDIR | 0o1730)
    }

    @Test func aMissingQueueIsNamed() throws {
        let missing = directory.path + "/missing"
        #expect(throws: QueueError.noDirectory(path: missing)) { try DirectoryQueue(root: missing, create: false) }
        #expect(access(missing, F_OK) != 0)
    }

    @Test func aDirectoryThatIsALinkIsNotFollowed() throws {
        try check(rmdir(harness.path("new", "")))
        try check(symlink("/tmp", "\(directory.path)/new"))
        let queue = try DirectoryQueue(root: directory.path, create: true)
        let error = #expect(throws: QueueError.self) { try queue.listNew() }
        guard case .io(_, "\(directory.path)/new", _)? = error else { Issue.record("\(error as Any)"); return }
        #expect(throws: QueueError.self) { try queue.submit([1], as: cardID("card")) }
    }

    /// An agent may be kept out of the operator's directories, and still hand in.
    @Test func onlyWhatIsUsedHasToBeThere() throws {
        for name in ["done", "bad", "saved", "outcomes"] { try check(rmdir(harness.path(name, ""))) }
        let queue = try DirectoryQueue(root: directory.path, create: false)
        try queue.submit([1], as: cardID("card"))
        #expect(try queue.decision(for: cardID("card")) == nil)
        #expect(throws: QueueError.noDirectory(path: directory.path + "/done")) { try queue.retire(cardID("card")) }
        #expect(queue.isNew(cardID("card")))
    }

    @Test func eachThingHasItsPlace() throws {
        let queue = harness.queue
        for id in ["a", "b", "c"].map(cardID) { try queue.submit([1], as: id) }
        #expect(try harness.names(in: "new") == ["a.json", "b.json", "c.json"])
        #expect(try mode(directory.path + "/new/a.json") & 0o137 == 0)
        try queue.publish([1], for: cardID("a"))
        try queue.retire(cardID("a"))
        try queue.quarantine(.card(cardID("b")), reason: "torn")
        try queue.reportOutcome([1], for: cardID("a"))
        try queue.reportOutcome([1], for: cardID("a"))
        #expect(try harness.names(in: "new") == ["c.json"])
        #expect(try harness.names(in: "decisions") == ["a.json"])
        #expect(try harness.names(in: "done") == ["a.json"])
        #expect(try harness.names(in: "bad") == ["b.json", "b.reason"])
        #expect(try harness.names(in: "outcomes") == ["a.2.json", "a.json"])
        #expect(try harness.names(in: "tmp") == [])
    }

    @Test func draftsOfFailedDeliveriesAreRemoved() throws {
        try check(mkdir(harness.path("decisions", "card.json"), 0o700))
        let error = #expect(throws: QueueError.self) { try harness.queue.publish([1], for: cardID("card")) }
        guard case .io(_, "\(directory.path)/decisions/card.json", EISDIR)? = error else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(try harness.names(in: "tmp") == [])
    }

    @Test func draftsAreRemovedAfter36Hours() throws {
        let now = Timestamp.now
        try harness.write([1], to: harness.path("tmp", "draft"))
        try harness.write([1], to: harness.path("tmp", ".odd name"))
        try check(mkfifo(harness.path("tmp", "fifo"), 0o600))
        try check(symlink("../new/card.json", harness.path("tmp", "link")))
        try check(mkdir(harness.path("tmp", "folder"), 0o700))
        try harness.write([1], to: harness.path("new", "card.json"))
        // A writer can set one of a file's times back, as copying does, but not the other.
        try check(utimensat(AT_FDCWD, harness.path("tmp", "draft"), [timespec(), timespec()], 0))
        let all = [".odd name", "draft", "fifo", "folder", "link"]
        try harness.queue.cleanTemporary(now: now.adding(seconds: 36 * 3600 - 60))
        #expect(try harness.names(in: "tmp") == all)
        try harness.queue.cleanTemporary(now: now.adding(seconds: 36 * 3600 + 60))
        #expect(try harness.names(in: "tmp") == ["folder"])
        #expect(try harness.names(in: "new") == ["card.json"])
    }

    /// The way for file systems that cannot rename without replacing.
    @Test func linkingReplacesNothingEither() throws {
        func move(_ from: String, _ to: String) -> Int32 {
            linkWithoutReplacing(AT_FDCWD, harness.path("tmp", from), AT_FDCWD, harness.path("bad", to))
        }
        try harness.write([1], to: harness.path("tmp", "a"))
        try harness.write([2], to: harness.path("tmp", "b"))
        try check(symlink("/nowhere", harness.path("tmp", "link")))
        try check(mkdir(harness.path("tmp", "folder"), 0o700))
        #expect(move("a", "a") == 0)
        #expect(move("b", "a") == EEXIST)
        #expect(move("link", "link") == 0)
        #expect(try mode(directory.path + "/bad/link") & S_IFMT == S_IFLNK)
        #expect(move("folder", "a") == EEXIST)
        #expect(move("folder", "folder") == 0)
        #expect(move("missing", "missing") == ENOENT)
        #expect(try harness.names(in: "bad") == ["a", "folder", "link"])
        #expect(try harness.names(in: "tmp") == ["b"])
    }

    @Test(arguments: [
        "a.json", "-rf", "a b'c\"d.json", "$(touch x)", "\u{1b}[2J\n'\\.json", "*.json", "\u{202e}\u{e9}", "~",
    ])
    func theCommandRemovesTheFileAndItsReason(name: String) throws {
        let store = try DirectoryQueue(root: directory.path, create: true)
        for other in ["other.json", name] {
            try harness.write([1], to: harness.path("new", other))
            try store.quarantine(.alien(fileName(other)), reason: "no card")
        }
        let entry = try #require(try store.listBad().first { $0.name != fileName("other.json") })
        // Closed by exec: a child that another test starts would keep the shell waiting for more.
        let shell = try #require(popen("bash", "we"))
        fputs(entry.removal(from: directory.path + "/bad") + "\n", shell)
        #expect(pclose(shell) == 0)
        #expect(try harness.names(in: "bad") == ["other.json", "other.reason"])
    }

    @Test func theCommandRemovesAFolder() throws {
        let store = try DirectoryQueue(root: directory.path, create: true)
        try check(mkdir(harness.path("new", "folder"), 0o700))
        try harness.write([1], to: harness.path("new", "folder/file"))
        try store.quarantine(.alien(fileName("folder")), reason: "no card")
        let entry = try #require(try store.listBad().first)
        #expect(entry.removal(from: "/the home/bad") == "rm -r -- '/the home/bad'/folder '/the home/bad'/folder.reason")
    }
}
