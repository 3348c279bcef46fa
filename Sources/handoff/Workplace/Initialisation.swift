import Glibc
import HandoffGate
import HandoffQueue

/// Makes what is missing of a home, and says what it made and what was there. Doing it again does no harm.
struct Initialisation {
    let home: HandoffHome
    let operatorName: String
    /// Whether the operator gets a key where others have one.
    var addsOperator = false
    /// Whom the queue is shared with; nil to leave that as it is.
    var agents: AgentsGroup?

    struct Step: Equatable {
        let path: String
        let isNew: Bool
        let purpose: String
    }

    struct Result {
        var steps: [Step] = []
        /// What the group of agents was let to, and what was closed for it.
        var changed: [AgentAccess.Place] = []
        let keyID: String
        let operatorName: String
    }

    func run() throws -> Result {
        var steps = [try folder(home.root, "everything of this gate")]
        let isQueueNew = !Self.isThere(home.queue)
        _ = try DirectoryQueue(root: home.queue, create: true)
        steps.append(Step(path: home.queue, isNew: isQueueNew, purpose: "where cards and decisions cross"))
        let (key, keyStep) = try key()
        steps.append(keyStep)
        let isAuditNew = !Self.isThere(home.audit)
        try Workplace(home).gate().open(now: .now)
        steps.append(Step(path: home.audit, isNew: isAuditNew, purpose: "every proposal, decision and result"))
        steps.append(try folder(home.configuration, "your settings"))
        steps.append(try folder(home.themes, "your themes"))
        steps.append(try configuration())
        let changed = try agents.map { try AgentAccess.open(home, to: $0) } ?? []
        return Result(steps: steps, changed: changed, keyID: key.keyID, operatorName: key.operatorName)
    }

    private func key() throws -> (OperatorKey, Step) {
        let folder = KeyFolder(path: home.keys)
        let operators = Self.isThere(home.keys) ? try folder.operators() : []
        let isNew = operators.isEmpty || addsOperator && !operators.contains(operatorName)
        let key =
            isNew
            ? try folder.create(operatorName: operatorName)
            : try folder.gateKey(preferring: operators.contains(operatorName) ? operatorName : nil)
        let path = folder.privateKeyPath(of: key.operatorName)
        return (key, Step(path: path, isNew: isNew, purpose: "the key that signs, of \(key.operatorName)"))
    }

    private func configuration() throws -> Step {
        let path = Configuration.path(in: home)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0, errno == EEXIST {
            // Said now rather than when the console opens.
            _ = try Configuration(of: home)
            return Step(path: path, isNew: false, purpose: "settings")
        }
        guard descriptor >= 0 else { throw Failure(io: path, code: errno) }
        defer { close(descriptor) }
        try Output.write(Array(Configuration.template.utf8), to: descriptor)
        return Step(path: path, isNew: true, purpose: "settings, all commented out")
    }

    /// Makes a folder (0700) and those above it that are missing.
    private func folder(_ path: String, _ purpose: String) throws -> Step {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        if Self.isThere(path) { return Step(path: path, isNew: false, purpose: purpose) }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            _ = try folder(String(path[..<slash]), "")
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Failure(io: path, code: errno) }
        return Step(path: path, isNew: true, purpose: purpose)
    }

    private static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
