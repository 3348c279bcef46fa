import Glibc
import StrictJSON
import TestSupport

/// A throwaway home with an operator's key, and the commands over it.
final class Home: Sendable {
    let path: String
    let environment: [String: String]
    private let folder: TemporaryFolder

    /// - Parameter initialised: whether `handoff init` has run.
    init(initialised: Bool = true) async throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/state"
        environment = try Self.environment(
            in: folder, more: ["HANDOFF_HOME": path, "HANDOFF_CONFIG": "\(folder.path)/config"])
        if initialised {
            let result = try await handoff("init")
            if result.status != 0 { throw CommandFailed(result: result) }
        }
    }

    /// One that has run `handoff init`, and a policy.
    convenience init(policy: String) async throws {
        try await self.init()
        try setPolicy(policy)
    }

    /// Writes what is the policy from then on.
    func setPolicy(_ text: String) throws {
        try Files.replace("\(folder.path)/config/policy.yaml", with: Array(text.utf8))
    }

    struct CommandFailed: Error, CustomStringConvertible {
        let result: Command.Result
        var description: String { result.description }
    }

    /// Nothing of the machine's user but where programs are.
    static func environment(in folder: TemporaryFolder, more: [String: String]) throws -> [String: String] {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let own = [
            "PATH": path, "HOME": try folder.folder("home"), "TMPDIR": try folder.folder("tmp"), "USER": "ana",
            "LOGNAME": "ana", "LANG": "C.UTF-8", "TERM": "xterm-256color", "SWIFT_BACKTRACE": "enable=no",
        ]
        return own.merging(more) { _, new in new }
    }

    /// Runs a command to its end.
    func handoff(_ words: String..., input: String? = nil) async throws -> Command.Result {
        try await Command([HandoffBinary.path] + words, environment: environment, input: input).result()
    }

    /// Starts a command that waits for something.
    func start(_ words: String...) throws -> Command {
        try Command([HandoffBinary.path] + words, environment: environment)
    }

    /// Writes a file beside the home, for a command to read, and returns its path.
    func file(_ name: String, _ text: String) throws -> String { try folder.write(text, to: name) }

    func file(_ name: String, _ value: JSONValue) throws -> String {
        try file(name, String(decoding: value.bytes(), as: UTF8.self))
    }

    /// Hands a card in.
    func submit(_ card: JSONValue, id: String) async throws {
        let result = try await handoff("submit", try file("\(id).json", card))
        if result.status != 0 || result.output.trimmed != id { throw CommandFailed(result: result) }
    }

    /// The console in a terminal, once it shows something.
    func console(columns: Int = 80, rows: Int = 24) async throws -> TmuxSession {
        let session = try await TmuxSession(
            columns: columns, rows: rows, command: [HandoffBinary.path, "console"], environment: environment)
        try await session.wait("anything at all") { !$0.trimmed.isEmpty }
        return session
    }
}

extension Home {
    /// The lines of the audit that are whole.
    var audit: [JSONValue] {
        get throws {
            let bytes = try Files.read("\(path)/audit/audit.jsonl")
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
            return try lines.map { try JSONValue(parsing: Array($0)) }
        }
    }

    /// The bodies of the audit's lines of one type.
    func facts(_ type: String) throws -> [JSONValue] {
        try audit.filter { $0["type"]?.string == type }.compactMap { $0["body"] }
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? { object?[name] }
}

extension Command.Result {
    /// The output as JSON.
    var json: JSONValue { get throws { try JSONValue(parsing: output.trimmed) } }
}
