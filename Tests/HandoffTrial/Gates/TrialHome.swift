import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffQueue
import StrictJSON

/// The home that a trial is about, and what was done in it.
struct TrialHome {
    let folder: String

    /// Each call is what another process would be. What `isActing` lets through needs no person.
    func gate(isActing: Bool) throws -> Gate {
        guard let acting = PolicyReading(Self.acting, file: "policy.yaml").policy else { throw TrialError("no policy") }
        return Gate(
            store: try DirectoryQueue(root: folder + "/queue", create: true),
            log: try AuditLog(directory: folder + "/audit", clock: .system),
            index: try CardIndex(path: folder + "/index.sqlite"), signer: OperatorKey.fake(),
            marks: RunMarks(path: folder + "/running"), policy: FixedPolicy(isActing ? acting : .standard))
    }

    private static let acting = """
        version: 1
        first_time: act
        actions:
          file.tidy: {consequence: low, reversible: true}
        """

    static func card(_ id: CardID) throws -> Card {
        let document: JSONValue = [
            "handoff": 1, "agent": ["name": "trial"], "context": "A trial.", "proposal": "Leave a mark.",
            "action": ["type": "file.tidy", "target": "marks", "reversible": true, "external": false, "scale": 1],
        ]
        return try Card(document: document, id: id)
    }

    /// What the action does: adds a line, in one write.
    func act(_ id: CardID) throws {
        let file = open(folder + "/effects", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(file) }
        let line = Array("\(id)\n".utf8)
        guard write(file, line, line.count) == line.count else { throw TrialError.failed("write") }
    }

    /// How often each action was carried out.
    func effects() throws -> [CardID: Int] {
        guard let file = try RealDisk().folder(folder).open("effects", for: .reading) else { return [:] }
        let text = String(decoding: try file.read(at: 0, count: file.size()), as: UTF8.self)
        return text.split(separator: "\n").reduce(into: [:]) { counts, line in
            if let id = CardID(String(line)) { counts[id, default: 0] += 1 }
        }
    }

    static let done = ProgramRun(ending: .exit(0), duration: 1, output: "")
}
