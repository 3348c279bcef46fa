import Glibc
import HandoffGate

/// How far an agent that does not want to ask can be kept from acting.
enum Assurance: String {
    /// Agents run under the operator's own user: they could decide in the operator's name, or act without asking.
    case advisory = "L0"
    /// Agents of other users hand cards in, and cannot reach the keys.
    case separateUsers = "L1"

    /// As far as permissions show it: whether others may hand cards in, and nobody else can reach the keys.
    init(of home: HandoffHome) {
        var queue = stat()
        var keys = stat()
        let isShared = stat(home.queue + "/new", &queue) == 0 && queue.st_mode & 0o022 != 0
        let isClosed = stat(home.keys, &keys) == 0 && keys.st_mode & 0o077 == 0
        self = isShared && isClosed ? .separateUsers : .advisory
    }

    var words: String {
        switch self {
        case .advisory:
            """
            agents run under the operator's own user. Approvals are advice: such an agent could decide by itself, \
            or act without asking.
            """
        case .separateUsers:
            """
            agents of other users can hand cards in and cannot reach the keys. That they act only on approval is up \
            to them, unless only the gate holds their credentials (L2). An agent under your own user makes it L0.
            """
        }
    }
}
