import Glibc
import StrictJSON
import TestSupport

/// A home under a user of its own whose queue is shared with a group, and agents that are other users of that group. Needs root.
final class SharedGate: Sendable {
    /// A user by number, which the machine needs not know.
    struct User: Sendable {
        let number: UInt32
        /// Whether it is in the group of the agents.
        var isAgent = true
    }

    static let gate = User(number: 64_000)
    static let mailer = User(number: 64_001)
    static let pruner = User(number: 64_002)
    static let stranger = User(number: 64_003, isAgent: false)

    /// A group that each Debian has, with its number.
    static let group = "users"

    let root: String
    private let folder: TemporaryFolder
    let path: String
    private let groupNumber: gid_t

    /// Nothing but root can become other users.
    static var isPossible: Bool { geteuid() == 0 && getgrnam(group) != nil }

    /// - Parameter shared: whether the queue is.
    init(shared: Bool = true) async throws {
        guard let entry = getgrnam(Self.group) else { throw SystemError("getgrnam") }
        groupNumber = entry.pointee.gr_gid
        folder = try TemporaryFolder()
        root = "\(folder.path)/gate"
        path = "\(folder.path)/handoff"
        // Where the binary lies is not everybody's to enter. Another process copies it: a program that a test starts meanwhile would inherit
        // our descriptor, and a file that somebody can write to is not run.
        let copy = try await Command(["cp", HandoffBinary.path, path], environment: [:]).result()
        if copy.status != 0 { throw Home.CommandFailed(result: copy) }
        try SystemError.check(chmod(path, 0o755), "chmod")
        try SystemError.check(chmod(folder.path, 0o755), "chmod")
        try SystemError.check(mkdir("\(folder.path)/desk", 0o1777), "mkdir")
        try SystemError.check(chmod("\(folder.path)/desk", 0o1777), "chmod")
        try SystemError.check(mkdir(root, 0o700), "mkdir")
        try SystemError.check(chown(root, Self.gate.number, groupNumber), "chown")
        let words = ["init", "--operator", "ana"] + (shared ? ["--agents-group", Self.group] : [])
        let result = try await handoff(words, as: Self.gate)
        if result.status != 0 { throw Home.CommandFailed(result: result) }
    }

    /// Runs `handoff` over the home as another user.
    func handoff(_ words: [String], as user: User, input: String? = nil) async throws -> Command.Result {
        try await run([path] + words, as: user, input: input)
    }

    func run(_ words: [String], as user: User, input: String? = nil) async throws -> Command.Result {
        try await start(words, as: user, input: input).result()
    }

    func start(_ words: [String], as user: User, input: String? = nil) throws -> Command {
        let group = user.isAgent ? String(groupNumber) : "65534"
        let prefix = ["setpriv", "--reuid", String(user.number), "--regid", group, "--clear-groups", "--"]
        var environment = [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "HOME": "/nonexistent",
            "USER": "user\(user.number)", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", "HANDOFF_HOME": root,
        ]
        if user.number == Self.gate.number { environment["HANDOFF_CONFIG"] = root + "/config" }
        return try Command(prefix + words, environment: environment, input: input)
    }

    /// Whether a shell command succeeds as another user.
    func shell(_ command: String, as user: User) async throws -> Bool {
        try await run(["sh", "-c", command], as: user).status == 0
    }

    /// Hands a card in and returns what came of it.
    @discardableResult
    func submit(_ card: JSONValue, as user: User) async throws -> Command.Result {
        let result = try await handoff(
            ["submit", "-"], as: user, input: String(decoding: card.bytes(), as: UTF8.self))
        if result.status != 0 { throw Home.CommandFailed(result: result) }
        return result
    }

    /// A place that everybody may write to.
    var desk: String { "\(folder.path)/desk" }

    var queue: String { root + "/queue" }
}
