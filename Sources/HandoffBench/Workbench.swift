import Glibc

/// What the figures share: the folder, the queues, the floors. Queues and floors are made when the first figure needs them.
final class Workbench {
    let options: Options
    let folder: String
    private var made: [Int: Queue] = [:]
    private var readingFloors: [Int: Floor] = [:]
    private var peerFigures: [Int: [(name: String, figures: MailFigures)]] = [:]
    private var madeHistory: History?
    private(set) var missingPeers: Set<String> = []
    private(set) lazy var spawning = Result { try SpawnFloor.measure(self) }
    private(set) lazy var echoing = Result { try EchoFloor.measure(self) }
    private(set) lazy var notices = Result { try NoticeFloor.measure(self) }

    init(_ options: Options) throws {
        self.options = options
        var template = "\(options.directory)/handoff-bench-XXXXXX".utf8CString.map { $0 }
        guard mkdtemp(&template) != nil else { throw BenchError.failed("make a folder in \(options.directory)") }
        guard let path = realpath(template, nil) else { throw BenchError.failed("find the folder just made") }
        defer { free(path) }
        folder = String(cString: path)
        for name in ["home", "tmp"] { try Files.makeFolder("\(folder)/\(name)") }
    }

    func clear() {
        if options.keep { return Progress.say("kept: \(folder)") }
        Progress.say("clearing …")
        Files.removeTree(folder)
    }

    /// Nothing of the user's own settings but where programs are.
    var environment: [String: String] {
        [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "HOME": "\(folder)/home",
            "TMPDIR": "\(folder)/tmp", "USER": "ana", "LOGNAME": "ana", "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    var small: Int { options.isQuick ? 200 : 1000 }
    var large: Int { options.isQuick ? 5000 : 100_000 }

    /// How often something is repeated.
    func samples(_ count: Int) -> Int { options.isQuick ? max(5, count / 5) : count }

    func emptyHome(_ name: String) throws -> Home {
        try Home(at: "\(folder)/\(name)", handoff: options.handoff, environment: environment)
    }

    /// A queue that nobody has opened yet.
    func freshQueue(_ count: Int) throws -> Queue {
        Progress.say("  making \(Words.grouped(count)) cards …")
        return try Queue(count, in: emptyHome("queue-\(count)"))
    }

    /// The queue of this size, with all cards admitted.
    func queue(_ count: Int) throws -> Queue {
        if let queue = made[count] { return queue }
        let queue = try freshQueue(count)
        Progress.say("  admitting them …")
        try queue.home.admit()
        keep(queue)
        return queue
    }

    func keep(_ queue: Queue) {
        sync()
        made[queue.count] = queue
    }

    /// The large audit.
    func history() throws -> History {
        if let madeHistory { return madeHistory }
        let history = try History(
            lines: options.lines, in: options.cache, handoff: options.handoff, environment: environment)
        madeHistory = history
        return history
    }

    /// Whether the program is on this machine; the report says so when it is not.
    func has(_ program: String) -> Bool {
        let folders = environment["PATH", default: ""].split(separator: ":")
        if folders.contains(where: { access("\($0)/\(program)", X_OK) == 0 }) { return true }
        missingPeers.insert(program)
        return false
    }

    /// Another program that does the same; nil when it is not here, or fails.
    func peer(_ name: String, _ words: [String]) -> Peer? {
        guard let program = words.first, has(program) else { return nil }
        Progress.say("  \(name) …")
        do { return Peer(name: name, value: .seconds(try Command(words, environment: environment).run())) } catch {
            Progress.say("  \(name) could not be measured: \(error)")
            return nil
        }
    }

    func readingFloor(_ count: Int) throws -> Floor {
        if let floor = readingFloors[count] { return floor }
        let floor = try ReadingFloor.measure(queue(count).home.newCards)
        readingFloors[count] = floor
        return floor
    }

    /// What the mail readers that are installed do with as many messages.
    func peers(_ count: Int, _ figure: (MailFigures) -> Quantity?) throws -> [Peer] {
        let figures = try peerFigures[count] ?? measuredPeers(count)
        peerFigures[count] = figures
        return figures.compactMap { name, figures in figure(figures).map { Peer(name: name, value: $0) } }
    }

    private func measuredPeers(_ count: Int) throws -> [(name: String, figures: MailFigures)] {
        let readers = MailReader.installed
        guard !readers.isEmpty else { return [] }
        Progress.say("  making a maildir of \(Words.grouped(count)) messages …")
        let maildir = try Maildir(count, at: "\(folder)/mail-\(count)")
        return readers.compactMap { reader in
            Progress.say("  \(reader.name) …")
            do { return (reader.name, try reader.measure(maildir, on: self)) } catch {
                Progress.say("  \(reader.name) could not be measured: \(error)")
                return nil
            }
        }
    }
}
