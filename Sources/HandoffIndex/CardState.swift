import HandoffAudit
import HandoffCards

/// How far a card has come.
package enum CardState: Sendable, Equatable {
    case pending
    case decided(Decision.Kind)

    init(stored: Int) {
        self = Self.kinds.indices.contains(stored - 1) ? .decided(Self.kinds[stored - 1]) : .pending
    }

    var stored: Int {
        switch self {
        case .pending: 0
        case .decided(let kind): 1 + (Self.kinds.firstIndex(of: kind) ?? 0)
        }
    }

    /// Stored as one more than their place here; pending is 0.
    private static let kinds: [Decision.Kind] = [.approved, .declined, .answered, .expired, .withdrawn]
}

/// How far the gate itself is with carrying out what was approved.
package enum ExecutionState: Int, Sendable {
    /// It has not begun, or it is the agent's to do.
    case none
    case started
    case finished
    /// It ended with the gate, and nobody knows how.
    case unknown
    /// The gate was asked to and refused: executors do not come back to it.
    case refused

    var hasBegun: Bool { self == .started || self == .finished || self == .unknown }
}

/// What the index knows of one card: its state, and where the log says so.
package struct CardRecord: Sendable, Equatable {
    package let row: Int64
    package let id: CardID
    package let state: CardState
    package let digest: Hash256
    package let risk: Risk
    package let expires: Timestamp?
    /// The line that has the whole card.
    package let proposed: LineSpan
    /// The line that ended it, once it is decided, expired or withdrawn.
    package let decided: LineSpan?
    package let ruling: RulingKind
    package let origin: CardOrigin
    /// The user who handed it in; nil for the gate's own.
    package let submitter: UInt32?
    package let execution: ExecutionState
    /// Somebody said what became of it.
    package let isReported: Bool
    /// The line with the first of two approvals, and whose it is.
    package let endorsed: LineSpan?
    package let endorsedBy: String?
    /// Which standing authorization answered it.
    package let authorization: AuthorizationID?
}

extension CardRecord {
    /// The gate itself asks; no agent handed the card in.
    package var isOwn: Bool { origin == .gate }
}

/// Who made a card; the raw value is stored.
package enum CardOrigin: Int, Sendable {
    case agent
    /// The gate, which asks something.
    case gate
    /// The gate, to see whether operators look: it seems to be an agent's, and nothing comes of it.
    case canary
}
