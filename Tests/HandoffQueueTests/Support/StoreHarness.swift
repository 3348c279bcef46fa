import Glibc
import HandoffCards
import HandoffQueue
import TestSupport

/// The stores that have to tell the same story.
enum StoreKind: CaseIterable, Sendable {
    case directory, memory

    /// The suite keeps the directory until its test is over.
    func make(in directory: TemporaryFolder) throws -> any StoreHarness {
        switch self {
        case .directory: try DirectoryHarness(root: directory.path)
        case .memory: MemoryHarness()
        }
    }
}

/// A store, and what others do to it behind its back.
protocol StoreHarness: Sendable {
    var store: any QueueStore { get }
    func place(_ bytes: [UInt8], as name: FileName) throws
    func placeOutcome(_ bytes: [UInt8], as name: FileName) throws
    func withdraw(_ id: CardID) throws
    /// Makes changes until every watch has lost some.
    func overflow() throws
}

struct MemoryHarness: StoreHarness {
    let memory = MemoryQueue()
    var store: any QueueStore { memory }

    func place(_ bytes: [UInt8], as name: FileName) { memory.place(bytes, as: name) }
    func placeOutcome(_ bytes: [UInt8], as name: FileName) { memory.placeOutcome(bytes, as: name) }
    func withdraw(_ id: CardID) { memory.withdraw(id) }
    func overflow() { memory.overflow() }
}

struct DirectoryHarness: StoreHarness {
    let root: String
    let queue: DirectoryQueue
    var store: any QueueStore { queue }

    init(root: String, allowedOwners: Set<UInt32>? = nil) throws {
        self.root = root
        queue = try DirectoryQueue(root: root, create: true, allowedOwners: allowedOwners)
    }

    func place(_ bytes: [UInt8], as name: FileName) throws { try rename(bytes, to: path("new", name)) }
    func placeOutcome(_ bytes: [UInt8], as name: FileName) throws { try rename(bytes, to: path("outcomes", name)) }
    func withdraw(_ id: CardID) throws { try check(unlink(path("new", FileName(card: id)))) }

    func overflow() throws {
        try write([], to: path("new", "turning"))
        // Two events each time, more than the kernel keeps.
        for _ in try 0..<Self.queuedEvents() / 2 + 10 {
            try check(Glibc.rename(path("new", "turning"), path("new", "turned")))
            try check(Glibc.rename(path("new", "turned"), path("new", "turning")))
        }
    }

    private static func queuedEvents() throws -> Int {
        let file = open("/proc/sys/fs/inotify/max_queued_events", O_RDONLY | O_CLOEXEC)
        try check(file)
        defer { close(file) }
        var digits = [UInt8](repeating: 0, count: 20)
        let count = read(file, &digits, digits.count)
        return digits.prefix(max(0, count)).prefix { $0 > 32 }.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    /// A C string, for names that are not UTF-8.
    func path(_ folder: String, _ name: FileName) -> [CChar] {
        (Array("\(root)/\(folder)/".utf8) + name.bytes + [0]).map(CChar.init(bitPattern:))
    }

    func path(_ folder: String, _ name: String) -> [CChar] { Array("\(root)/\(folder)/\(name)".utf8CString) }

    func write(_ bytes: [UInt8], to path: [CChar]) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try check(file)
        defer { close(file) }
        try check(Int32(bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }))
    }

    func rename(_ bytes: [UInt8], to path: [CChar]) throws {
        let draft = self.path("tmp", "draft-\(UInt64.random(in: 0 ... .max))")
        try write(bytes, to: draft)
        try check(Glibc.rename(draft, path))
    }

    /// The names in a folder, sorted.
    func names(in folder: String) throws -> [String] {
        var names: [String] = []
        guard let stream = opendir("\(root)/\(folder)") else { throw SystemError("a call of the test") }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if let name = FileName(bytes) { names.append(name.description) }
        }
        return names.sorted()
    }
}

func check(_ result: Int32) throws {
    guard result >= 0 else { throw SystemError("a call of the test") }
}

func cardID(_ text: String) -> CardID {
    guard let id = CardID(text) else { fatalError("\(text) is no card ID") }
    return id
}

func fileName(_ text: String) -> FileName {
    guard let name = FileName(text.utf8) else { fatalError("\(text) is no file name") }
    return name
}

/// Whether poll(2) says now that there is something to drain.
func isRinging(_ watch: any QueueWatch) -> Bool {
    var request = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
}
