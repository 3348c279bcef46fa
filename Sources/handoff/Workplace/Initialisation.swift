import Glibc
import HandoffGate
import HandoffQueue

/// Makes what is missing of a home, and says what it made and what was there. Doing it again does no harm.
struct Initialisation {
    let home: HandoffHome
    let operatorName: String

    struct Step: Equatable {
        let path: String
        let isNew: Bool
        let purpose: String
    }

    struct Result {
        var steps: [Step] = []
        let keyID: String
        let operatorName: String
    }

    func run() throws -> Result {
        var steps = [try folder(home.root, "everything of this gate")]
        let isQueueNew = !Self.isThere(home.queue)
        _ = try DirectoryQueue(root: home.queue, create: true)
        steps.append(Step(path: home.queue, isNew: isQueueNew, purpose: "where cards and decisions cross"))
        let keys = KeyFolder(path: home.keys)
        let isKeyNew = !keys.hasPrivateKey
        let key = isKeyNew ? try keys.create(operatorName: operatorName) : try keys.operatorKey()
        steps.append(
            Step(path: keys.privateKeyPath, isNew: isKeyNew, purpose: "the key that signs, of \(key.operatorName)"))
        let isAuditNew = !Self.isThere(home.audit)
        try Workplace(home).gate().open(now: .now)
        steps.append(Step(path: home.audit, isNew: isAuditNew, purpose: "every proposal, decision and result"))
        steps.append(try folder(home.configuration, "your settings"))
        steps.append(try folder(home.themes, "your themes"))
        steps.append(try configuration())
        return Result(steps: steps, keyID: key.keyID, operatorName: key.operatorName)
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
