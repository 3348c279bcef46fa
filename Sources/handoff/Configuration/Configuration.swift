import HandoffCards
import HandoffGate
import StrictYAML

/// What `config.yaml` says; nil where it says nothing.
struct Configuration: Equatable {
    var theme: String?
    /// How long an approval can be used.
    var approvalLifetime: TimeSpan?
    var audit = AuditSettings()

    init() {}

    /// A file that is not there says nothing. One that others can change is not used: it says what is run.
    init(of home: HandoffHome) throws {
        let path = Self.path(in: home)
        let place: String
        do throws(OwnedPath.Problem) { place = try OwnedPath.resolved(path, .anything) } catch {
            throw Failure(.notPermitted, error.reason)
        }
        let bytes: [UInt8]
        do { bytes = try InputFile.read(place, limit: Self.longest) } catch InputError.missing {
            self.init()
            return
        }
        try self.init(parsing: String(decoding: bytes, as: UTF8.self), file: path)
    }

    init(parsing text: String, file: String) throws(YAMLProblem) {
        guard let document = try YAMLReader.document(text, file: file) else { return }
        var members = try YAMLReader(document, file: file, what: "the configuration")
        theme = try members.string("theme")
        if let node = members.node("approval_lifetime") {
            guard let lifetime = TimeSpan(try members.string(of: node, "approval_lifetime")), lifetime.seconds > 0
            else {
                throw members.problem(node, "approval_lifetime should be a time such as 90s, 15m, 36h or 2d")
            }
            approvalLifetime = lifetime
        }
        if let node = members.node("audit") { audit = try AuditSettings(node, file: file) }
        try members.finish()
    }

    static func path(in home: HandoffHome) -> String { home.configuration + "/config.yaml" }

    private static let longest = 1 << 20

    /// What `init` writes: every setting, commented out.
    static let template = """
        # Settings of handoff. What is left out keeps its default; a name that is not known is an error.

        # The console's colours: the name of a file in themes/ beside this file, or of a theme that came with handoff.
        #theme: default-dark

        # How long an agent can use an approval once it is given: 90s, 15m, 36h, 2d.
        #approval_lifetime: 15m

        # When the audit log goes on in another file: at this size, or when its first line is so old (or: never). And who
        # gets each signed checkpoint: files, best on another machine's disk, and commands, on their standard input:
        # copy_checkpoints_to: [/PATH, {command: [/PROGRAM, ARGUMENT]}].
        #audit: {segment_size: 256MiB, segment_age: 30d, copy_checkpoints_to: []}

        """
}
