import Glibc
import HandoffAudit
import HandoffCards

/// A home whose audit has millions of lines. It takes minutes to make, and is kept for the next run.
struct History {
    let home: Home
    let lines: Int

    /// Changes whenever what is made does.
    private static let edition = 3

    /// The one in `folder`, made when it is not there.
    init(lines: Int, in folder: String, handoff: String, environment: [String: String]) throws {
        let path = "\(folder)/history-\(lines)-\(Self.edition)"
        if access(path + "/made", F_OK) != 0 {
            try Self.makeFolders(folder)
            Files.removeTree(path)
            try Self.make(lines, at: path, handoff: handoff, environment: environment)
        }
        self.init(at: path, lines: lines, handoff: handoff, environment: environment)
    }

    private init(at path: String, lines: Int, handoff: String, environment: [String: String]) {
        home = Home(existingAt: path, handoff: handoff, environment: environment)
        self.lines = lines
    }

    var audit: String { home.path + "/audit" }

    /// The log's files, the oldest first.
    var segments: [String] {
        func first(_ name: String) -> Int { Int(name.dropFirst(6).prefix { $0 != "." }) ?? .max }
        let names = Files.names(in: audit).filter { $0.hasPrefix("audit") && $0.hasSuffix(".jsonl") }
        return names.sorted { first($0) < first($1) }.map { "\(audit)/\($0)" }
    }

    var bytes: Int { segments.reduce(0) { $0 + Files.size($1) } }

    var index: String { home.path + "/index.sqlite" }

    var indexSize: Int { Files.size(index) }

    /// Makes it through the log's own code, so that it is what a gate would have written, but for the tokens.
    static func make(_ lines: Int, at path: String, handoff: String, environment: [String: String]) throws {
        Progress.say("  making a history of \(Words.grouped(lines)) lines in \(path) …")
        let start = ContinuousClock.now
        let home = try Home(at: path, handoff: handoff, environment: environment)
        let log = try AuditLog(directory: home.path + "/audit", disk: BulkDisk())
        let script = HistoryScript(lines: lines)
        var said = 0
        var steps = script.next(stepsAtOnce)
        while !steps.isEmpty {
            // The next facts are thought up on another processor while these are written.
            let upcoming = try Worker { script.next(stepsAtOnce) }
            let millions = said / 1_000_000
            said += try write(steps, to: log)
            if said / 1_000_000 > millions {
                let seconds = Int((ContinuousClock.now - start) / .seconds(1))
                Progress.say("  … \(Words.grouped(said)) lines in \(seconds) s")
            }
            steps = try upcoming.join()
        }
        try Files.write([], to: path + "/made")
    }

    private static let stepsAtOnce = 2048

    private static func write(_ steps: [HistoryScript.Step], to log: AuditLog) throws -> Int {
        guard let last = steps.last else { return 0 }
        return try log.transaction(now: last.time) { transaction in
            try steps.reduce(0) { $0 + (try transaction.append($1.facts, at: $1.time).count) }
        }
    }

    private static func makeFolders(_ path: String) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for name in path.split(separator: "/") {
            made += "/\(name)"
            try Files.makeFolder(made)
        }
    }
}
