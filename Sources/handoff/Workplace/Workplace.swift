import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffQueue

/// The one place that opens a home's parts. An agent's commands need the queue alone; what decides needs the gate, and
/// so the keys.
struct Workplace {
    let home: HandoffHome
    /// For a command that does one thing: see `CardIndex`.
    var isBrief = false

    /// Throws `HomeError.notInitialised` where nothing was set up.
    init(_ home: HandoffHome) throws(HomeError) {
        guard access(home.queue, F_OK) == 0 || errno != ENOENT else { throw .notInitialised(path: home.root) }
        self.home = home
    }

    init(_ options: PlaceOptions) throws { try self.init(try options.handoffHome()) }

    func store() throws -> DirectoryQueue { try DirectoryQueue(root: home.queue, create: false) }

    /// For reading: nothing that this writes is signed.
    func log() throws -> AuditLog { try AuditLog(directory: home.audit) }

    func index() throws -> CardIndex { try CardIndex(path: home.index, isBrief: isBrief) }

    /// The whole gate, for all but an operator's decisions. Throws `KeyError` when the keys are not this user's to use.
    func gate() throws -> Gate {
        try gate(signer: KeyFolder(path: home.keys).gateKey(preferring: Environment.operatorName))
    }

    /// The gate in the hands of an operator.
    ///
    /// - Parameter operatorName: nil for `HANDOFF_OPERATOR`, or else the only one that has a key.
    func gate(of operatorName: String?) throws -> Gate {
        try gate(signer: KeyFolder(path: home.keys).operatorKey(named: operatorName ?? Environment.operatorName))
    }

    /// A gate that answers questions and decides nothing, for whoever has no key.
    func readingGate() throws -> Gate { try gate(signer: NoKey()) }

    /// The whole gate if this user may use the keys, else nil.
    func gateIfPermitted() throws -> Gate? {
        do { return try gate() } catch let error as KeyError where error.isLackOfPermission { return nil }
    }

    /// The whole gate if this user may use the keys, brought up to date. Where that cannot be written down, what was
    /// known before is shown.
    func currentGate() throws -> Gate? {
        guard let gate = try gateIfPermitted() else { return nil }
        do { try bringUpToDate(gate) } catch {
            let failure = Failure(error)
            guard failure.status == .cannotWrite else { throw error }
            Output.note("this may be out of date: " + failure.what)
        }
        return gate
    }

    /// So that log and index show the queue as it is.
    func bringUpToDate(_ gate: Gate) throws {
        var bar = ProgressBar("Making the index", unit: "lines")
        defer { bar.clear() }
        try gate.makeMissingIndex(now: .now) { lines, bytes, total in
            bar.show(lines, done: bytes, total: total)
            return true
        }
        try gate.bringUpToDate()
        if let problem = gate.policy.current().problem {
            Output.note("the policy cannot be used, so nothing is approved or carried out: \(problem)")
        }
        // Old halves of files are in nobody's way: what cannot be removed stays.
        try? store().cleanTemporary(now: .now)
    }

    private func gate(signer: any DecisionSigner) throws -> Gate {
        let configuration = try Configuration(of: home)
        let keys = home.keys
        let canaries = CanaryFolder(path: home.canaries)
        return Gate(
            store: try store(), log: try log(signer, configuration.audit), index: try index(), signer: signer,
            marks: RunMarks(path: home.running), policy: LivePolicyFile(path: home.policy),
            trusted: { try KeyFolder(path: keys).trustedKeys() },
            approvalLifetime: configuration.approvalLifetime?.seconds ?? Gate.standardLifetime,
            localTime: { LocalMoment($0).map { ($0.time, $0.weekday) } },
            chance: { Double.random(in: 0..<1) }, canaries: { canaries.read().canaries })
    }

    private func log(_ signer: any DecisionSigner, _ settings: AuditSettings) throws -> AuditLog {
        let copies = CheckpointCopies(settings.copies)
        let log = try AuditLog(
            directory: home.audit, rotation: settings.rotation,
            checkpoints: CheckpointPolicy(signer: CheckpointGateSigner(signer)) { copies.deliver($0) }, clock: .system)
        OpenLogs.add(log)
        return log
    }

    /// Whose signatures count; nil when this user may not know.
    func trustedKeys() throws -> [TrustedKey]? {
        do { return try KeyFolder(path: home.keys).trustedKeys() } catch let error where error.isLackOfPermission {
            return nil
        }
    }
}

extension KeyError {
    /// Keys that belong to somebody else, or that were never made, are no fault when an agent asks.
    var isLackOfPermission: Bool {
        switch self {
        case .foreignOwner: true
        case .io(_, let code): code == EACCES || code == EPERM || code == ENOENT
        default: false
        }
    }
}
