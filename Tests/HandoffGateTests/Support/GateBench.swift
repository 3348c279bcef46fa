import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffQueue
import StrictJSON
import TestSupport
import Testing

/// A gate over a queue in memory and a log and index in a folder of their own, which goes with it.
final class GateBench: Sendable {
    private let own: TemporaryFolder
    var folder: String { own.path }
    let store: MemoryQueue
    let disk: any Disk
    let start = Timestamp("2026-11-22T14:02:11Z")!

    /// - Parameter disk: the log's.
    init(disk: any Disk = RealDisk()) throws {
        own = try TemporaryFolder()
        store = MemoryQueue()
        self.disk = disk
    }

    func log(clock: AuditClock? = nil) throws -> AuditLog {
        try AuditLog(directory: folder + "/audit", disk: disk, clock: clock)
    }

    /// Each call is what another process would be: its own log and its own index connection.
    func gate(
        store other: (any QueueStore)? = nil, policy: Policy = .standard, source: (any PolicySource)? = nil,
        operator name: String = "ana", trusted: [TrustedKey]? = nil, clock: AuditClock? = nil,
        localTime: @escaping @Sendable (Timestamp) -> (time: TimeOfDay, weekday: Weekday)? = { _ in nil },
        chance: @escaping @Sendable () -> Double = { 1 }, canaries: [Canary] = []
    ) throws -> Gate {
        let signer = OperatorKey.fake(operatorName: name)
        let keys = trusted ?? ["ana", "ben"].map { TrustedKey(OperatorKey.fake(operatorName: $0)) }
        return Gate(
            store: other ?? store, log: try log(clock: clock),
            index: try CardIndex(path: folder + "/index.sqlite"), signer: signer,
            marks: RunMarks(path: folder + "/running"), policy: source ?? FixedPolicy(policy), trusted: { keys },
            localTime: localTime, chance: chance, canaries: { canaries })
    }

    func removeIndex() {
        for suffix in ["", "-wal", "-shm"] { unlink(folder + "/index.sqlite" + suffix) }
    }

    /// Turns a byte in the middle of the log over.
    func damageLog() throws {
        let file = open(folder + "/audit/audit.jsonl", O_RDWR)
        defer { close(file) }
        let place = lseek(file, 0, SEEK_END) / 2
        var byte: UInt8 = 0
        try #require(pread(file, &byte, 1, place) == 1)
        byte ^= 1
        try #require(pwrite(file, &byte, 1, place) == 1)
    }

    func submit(_ id: String, _ changes: [String: JSONValue] = [:], action: [String: JSONValue] = [:]) throws -> CardID
    {
        let id = try #require(CardID(id))
        try store.submit(Self.document(changes, action: action).bytes(), as: id)
        return id
    }

    /// A card of low risk unless `action` says otherwise.
    static func document(_ changes: [String: JSONValue] = [:], action: [String: JSONValue] = [:]) -> JSONValue {
        var members: JSONObject = [
            "type": "file.tidy", "target": "notes", "arguments": ["path": "notes", "mode": "soft"], "reversible": true,
            "external": false, "scale": 1,
        ]
        for (name, value) in action { members[name] = value }
        var card: JSONObject = [
            "handoff": 1, "agent": ["name": "tidy"], "account": "acme", "context": "Tidying up.",
            "proposal": "Move the notes.", "action": .object(members),
        ]
        for (name, value) in changes { card[name] = value }
        return .object(card)
    }

    /// What the log has, as `type` or `type ID`, in order.
    func story() throws -> [String] {
        var reader = try log().reader()
        var story: [String] = []
        while let line = try reader.next() {
            story.append(try line.type + (line.body["card"]?.string.map { " " + $0 } ?? ""))
        }
        return story
    }

    func request(_ gate: Gate, _ id: CardID, _ press: Press) throws -> DecisionRequest {
        let record = try #require(try gate.index.record(of: id))
        return DecisionRequest(card: id, digest: record.digest, press: press)
    }
}

/// A store whose reports cannot be moved away, as a folder of another user cannot.
final class StoreThatKeeps: StoreThatDies, @unchecked Sendable {
    override func publish(_ decision: [UInt8], for id: CardID) throws(QueueError) {
        inner.publish(decision, for: id)
    }
    override func quarantineOutcome(_ entry: OutcomeEntry, reason: String) throws(QueueError) {
        throw .io(operation: "move to quarantine", path: "outcomes", errno: EACCES)
    }
}

/// A store that fails to publish, as if the process had died between the log and the decision file.
class StoreThatDies: QueueStore, @unchecked Sendable {
    // Nothing in it changes.
    let inner: MemoryQueue
    init(_ inner: MemoryQueue) { self.inner = inner }

    func publish(_ decision: [UInt8], for id: CardID) throws(QueueError) {
        throw .io(operation: "write", path: "decisions", errno: EIO)
    }
    func submit(_ document: [UInt8], as id: CardID) throws(QueueError) { try inner.submit(document, as: id) }
    func listNew() -> [NewEntry] { inner.listNew() }
    func isNew(_ id: CardID) -> Bool { inner.isNew(id) }
    func owner(of entry: NewEntry) -> UInt32? { inner.owner(of: entry) }
    func read(_ entry: NewEntry) throws(QueueError) -> Submission { try inner.read(entry) }
    func quarantine(_ entry: NewEntry, reason: String) throws(QueueError) {
        try inner.quarantine(entry, reason: reason)
    }
    func listBad() -> [BadEntry] { inner.listBad() }
    func decision(for id: CardID) -> [UInt8]? { inner.decision(for: id) }
    func retire(_ id: CardID) { inner.retire(id) }
    func reportOutcome(_ outcome: [UInt8], for id: CardID) throws(QueueError) {
        try inner.reportOutcome(outcome, for: id)
    }
    func listOutcomes() -> [OutcomeEntry] { inner.listOutcomes() }
    func readOutcome(_ entry: OutcomeEntry) throws(QueueError) -> Submission { try inner.readOutcome(entry) }
    func quarantineOutcome(_ entry: OutcomeEntry, reason: String) throws(QueueError) {
        try inner.quarantineOutcome(entry, reason: reason)
    }
    func watch(_ places: Set<QueuePlace>) throws(QueueError) -> any QueueWatch { try inner.watch(places) }
}
