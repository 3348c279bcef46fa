import Glibc
import HandoffCards
import HandoffQueue
import TestSupport
import Testing

/// What agents can put into the queue's directory instead of a card. None of it may block, be followed, or be read past the limit; and
/// all of it can be put away. A call that blocks is found by the time limit.
@Suite struct HostileFileTests {
    private let directory: TemporaryFolder
    private let harness: DirectoryHarness
    private let id = cardID("card")

    init() throws {
        directory = try TemporaryFolder()
        harness = try DirectoryHarness(root: directory.path)
    }

    private var path: [CChar] { harness.path("new", "card.json") }

    private func expectRefusal(_ kind: FileKind, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let refusal = QueueError.notRegular(kind, path: "\(directory.path)/new/card.json")
        try expectRefusal(refusal, sourceLocation: sourceLocation)
    }

    /// It is listed, told, refused when read, put away as it is, and then gone.
    private func expectRefusal(_ refusal: QueueError, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let entry = NewEntry.card(id)
        #expect(harness.queue.isNew(id), sourceLocation: sourceLocation)
        #expect(try harness.queue.listNew() == [entry], sourceLocation: sourceLocation)
        #expect(throws: refusal, sourceLocation: sourceLocation) { try harness.queue.read(entry) }
        #expect(refusal.isFileAtFault, sourceLocation: sourceLocation)
        #expect(throws: QueueError.alreadyExists(id), sourceLocation: sourceLocation) {
            try harness.queue.submit([1], as: id)
        }
        try harness.queue.quarantine(entry, reason: refusal.description)
        #expect(!harness.queue.isNew(id), sourceLocation: sourceLocation)
        let bad = try harness.queue.listBad()
        #expect(bad.map(\.name) == [fileName("card.json")], sourceLocation: sourceLocation)
        #expect(bad.map(\.reason) == [refusal.description], sourceLocation: sourceLocation)
        #expect(try harness.names(in: "bad") == ["card.json", "card.reason"], sourceLocation: sourceLocation)
    }

    @Test(.timeLimit(.minutes(20))) func aFIFO() throws {
        try check(mkfifo(path, 0o666))
        try expectRefusal(.fifo)
    }

    @Test(.timeLimit(.minutes(20))) func aFIFOWithAWriter() throws {
        try check(mkfifo(path, 0o666))
        let writer = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        try check(writer)
        defer { close(writer) }
        try check(Int32(write(writer, "{}", 2)))
        try expectRefusal(.fifo)
    }

    @Test(.timeLimit(.minutes(20)), arguments: ["/etc/passwd", "/dev/zero", "/nowhere", "card.json", ".", "../done"])
    func aSymbolicLink(target: String) throws {
        try check(symlink(target, path))
        try expectRefusal(.symbolicLink)
    }

    @Test(.timeLimit(.minutes(20))) func aDirectory() throws {
        try check(mkdir(path, 0o777))
        try harness.write([1], to: harness.path("new", "card.json/inside"))
        try expectRefusal(.directory)
    }

    @Test(.timeLimit(.minutes(20))) func aSocket() throws {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try check(socket)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { field in
            field.copyBytes(from: path.map(UInt8.init(bitPattern:)))
        }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try check(bound)
        try expectRefusal(.socket)
    }

    private static let devices: [(mode_t, UInt32, FileKind)] = [
        (S_IFCHR, 1 << 8 | 5, .characterDevice),  // what /dev/zero is
        (S_IFCHR, 5 << 8 | 0, .characterDevice),  // what /dev/tty is
        (S_IFBLK, 7 << 8 | 0, .blockDevice),
    ]

    @Test(.timeLimit(.minutes(20)), .enabled(if: geteuid() == 0, "only root can make devices"), arguments: 0..<3)
    func aDevice(number: Int) throws {
        let (type, device, kind) = Self.devices[number]
        guard mknod(path, type | 0o666, dev_t(device)) == 0 else {
            try #require(errno == EPERM)
            try Test.cancel("this root may not make devices")
        }
        try expectRefusal(kind)
    }

    @Test(.timeLimit(.minutes(20)), arguments: [QueueLimit.card + 1, 1 << 30])
    func aFileThatIsTooLarge(size: Int) throws {
        try harness.write([1], to: path)
        try check(truncate(path, size))
        try expectRefusal(.tooLarge(size: size, limit: QueueLimit.card, path: "\(directory.path)/new/card.json"))
    }

    @Test(.enabled(if: geteuid() != 0, "root can read everything")) func aFileWithoutPermission() throws {
        try harness.write([1], to: path)
        try check(chmod(path, 0))
        try expectRefusal(.unreadable(path: "\(directory.path)/new/card.json", errno: EACCES))
    }

    @Test func anotherUsersFile() throws {
        let strict = try DirectoryQueue(root: directory.path, create: false, allowedOwners: [geteuid() + 1])
        try harness.write([1], to: path)
        let outcome = try #require(OutcomeEntry(fileName("card.json")))
        try harness.write([1], to: harness.path("outcomes", "card.json"))
        let refusal = QueueError.ownerNotAllowed(user: geteuid(), path: "\(directory.path)/new/card.json")
        #expect(throws: refusal) { try strict.read(.card(id)) }
        #expect(throws: QueueError.self) { try strict.readOutcome(outcome) }
        #expect(refusal.isFileAtFault)
        let lenient = try DirectoryQueue(root: directory.path, create: false, allowedOwners: [geteuid()])
        #expect(try lenient.read(.card(id)).bytes == [1])
        #expect(try lenient.readOutcome(outcome).bytes == [1])
    }

    /// A second name for the file changes nothing: what was read was read.
    @Test func aHardLink() throws {
        try harness.write([1, 2], to: harness.path("tmp", "mine"))
        try check(link(harness.path("tmp", "mine"), path))
        #expect(try harness.queue.read(.card(id)).bytes == [1, 2])
        try harness.queue.quarantine(.card(id), reason: "?")
        #expect(try harness.names(in: "tmp") == ["mine"])
    }

    /// Who owns a file may hold a lease on it, and opening it would wait for them: it is as if it were being written to.
    @Test(.timeLimit(.minutes(20))) func aLease() throws {
        try harness.write([1, 2], to: path)
        let file = open(path, O_RDWR | O_CLOEXEC)
        try #require(file >= 0)
        // `F_SETSIG` and `F_SETLEASE`, which only GNU sources see. The kernel tells who has a lease of those who want the file: by SIGIO, which
        // would end us, unless another signal is asked for.
        let (setSignal, setLease): (Int32, Int32) = (10, 1024)
        try check(fcntl(file, setSignal, SIGURG))
        try check(fcntl(file, setLease, Int32(F_WRLCK)))
        #expect(throws: QueueError.changedWhileRead(path: "\(directory.path)/new/card.json")) {
            try harness.queue.read(.card(id))
        }
        close(file)
        #expect(try harness.queue.read(.card(id)).bytes == [1, 2])
    }

    @Test(.timeLimit(.minutes(20))) func outcomesAndDecisionsAreReadAsCarefully() throws {
        try check(mkfifo(harness.path("outcomes", "card.json"), 0o666))
        let outcome = try #require(OutcomeEntry(fileName("card.json")))
        #expect(throws: QueueError.notRegular(.fifo, path: "\(directory.path)/outcomes/card.json")) {
            try harness.queue.readOutcome(outcome)
        }
        try harness.queue.reportOutcome([1], for: id)
        #expect(try harness.names(in: "outcomes") == ["card.2.json", "card.json"])

        try check(symlink("/dev/zero", harness.path("decisions", "card.json")))
        #expect(throws: QueueError.notRegular(.symbolicLink, path: "\(directory.path)/decisions/card.json")) {
            try harness.queue.waitForDecision(id, until: nil)
        }
        try harness.queue.publish([1], for: id)
        #expect(try harness.queue.decision(for: id) == [1])
    }

    @Test(.timeLimit(.minutes(20))) func aReasonThatIsNoFileIsNotRead() throws {
        try check(mkfifo(harness.path("bad", "card.reason"), 0o666))
        try harness.write([1], to: harness.path("bad", "card.json"))
        let bad = try harness.queue.listBad()
        #expect(bad.map(\.name) == [fileName("card.json")])
        #expect(bad.map(\.reason) == [nil])
    }

    @Test func whatCannotBeMovedIsReported() throws {
        // Nothing moves to where there is a file in place of the directory.
        try check(rmdir(harness.path("bad", "")))
        try harness.write([], to: Array("\(directory.path)/bad".utf8CString))
        let queue = try DirectoryQueue(root: directory.path, create: false)
        try harness.write([1], to: path)
        let error = #expect(throws: QueueError.self) { try queue.quarantine(.card(id), reason: "?") }
        guard case .io(_, "\(directory.path)/bad", ENOTDIR)? = error else { Issue.record("\(error as Any)"); return }
        #expect(error?.isFileAtFault == false)
        #expect(queue.isNew(id))
        #expect(try harness.names(in: "tmp") == [])
    }
}
