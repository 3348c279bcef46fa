import Glibc
import HandoffGate
import StrictJSON

/// How far an agent that does not want to ask can be kept from acting.
struct Assurance: Equatable {
    enum Level: String {
        /// Agents run under the operator's own user: they could decide in the operator's name, or act without asking.
        case advisory = "L0"
        /// Agents of other users hand cards in, and can reach neither keys nor log nor policy.
        case separateUsers = "L1"
        /// And only the gate holds what the actions take.
        case gateHoldsCredentials = "L2"
    }

    let level: Level
    /// What would raise it.
    let raise: [String]
    /// What keeps it down, each with the command that mends it.
    let faults: [AccessFault]

    /// As far as permissions show it.
    ///
    /// - Parameter secrets: the files whose contents executors get as their environment.
    init(of home: HandoffHome, secrets: [String] = []) {
        guard AgentAccess.isShared(home) else {
            self.init(
                .advisory,
                raise: [
                    "Run agents under users of their own, in one group, and share the queue with it: "
                        + "handoff init --agents-group GROUP"
                ])
            return
        }
        let faults = AgentAccess.faults(in: home)
        guard faults.isEmpty else {
            self.init(.advisory, raise: ["Mend what is wrong: " + Words.count(faults.count, "thing")], faults)
            return
        }
        let open = secrets.compactMap(Self.fault)
        guard !secrets.isEmpty, open.isEmpty else {
            self.init(
                .separateUsers,
                raise: [
                    "Take what the actions need (passwords, tokens) from the agents, and give it to executors of the "
                        + "gate, in files that only the gate's user can read."
                ], open)
            return
        }
        self.init(.gateHoldsCredentials, raise: ["Sign decisions with hardware keys, which handoff does not do yet."])
    }

    private init(_ level: Level, raise: [String], _ faults: [AccessFault] = []) {
        self.level = level
        self.raise = raise
        self.faults = faults
    }

    private static func fault(ofSecret path: String) -> AccessFault? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return AccessFault(path: path, finding: "\(path): " + Failure.words(errno), remedy: "Make it.")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0, status.st_mode & 0o077 == 0 else {
            return AccessFault(
                path: path, finding: "\(path) can be read by others than the gate's user", remedy: "chmod 600 \(path)")
        }
        return nil
    }

    var words: String {
        switch level {
        case .advisory:
            """
            approvals are advice: an agent under the operator's own user could decide by itself, or act without \
            asking.
            """
        case .separateUsers:
            """
            agents of other users can hand cards in, and can reach neither keys nor log nor policy. That they act \
            only on approval is up to them. An agent under your own user makes it L0.
            """
        case .gateHoldsCredentials:
            """
            agents of other users can hand cards in, and only the gate has what the actions take. An agent under your \
            own user, or one with credentials of its own, makes it less.
            """
        }
    }

    var document: JSONValue {
        [
            "level": .string(level.rawValue), "words": .string(words), "raise": .array(raise.map(JSONValue.string)),
            "faults": .array(faults.map(\.document)),
        ]
    }
}
