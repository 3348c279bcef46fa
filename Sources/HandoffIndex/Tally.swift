import HandoffAudit
import HandoffCards
import StrictJSON

/// What the record says of one kind of action, done by one agent, for one account.
package struct Tally: Sendable, Equatable {
    package var key: TallyKey
    package var proposed = 0
    package var approved = 0
    /// Of those approved, with changed arguments.
    package var edited = 0
    package var declined = 0
    package var answered = 0
    package var expired = 0
    package var withdrawn = 0
    /// How often a card was put off.
    package var skipped = 0
    /// Of those approved, without a person: by policy or by a standing authorization.
    package var alone = 0
    /// By what was reported last.
    package var succeeded = 0
    package var failed = 0
    package var rolledBack = 0
    package var notAttempted = 0
    /// Of those approved, where something else was carried out.
    package var differed = 0
    /// Of the decisions of a person, those that took less time than reading the card takes.
    package var hasty = 0
    /// How many decisions of a person took from 2^n to 2^(n+1) milliseconds, by n, by the card's risk.
    package var decisionTimes = [Risk: [Int]]()

    package init(key: TallyKey) { self.key = key }

    /// The last one has all that took longer than some 12 days.
    package static let timeBuckets = 31

    /// Of what a person approved or declined, what was approved; nil where nothing was.
    package var approvalRate: Double? {
        let byPerson = approved - alone
        return byPerson + declined == 0 ? nil : Double(byPerson) / Double(byPerson + declined)
    }
}

package struct TallyKey: Sendable, Hashable {
    /// Empty for cards without one.
    package var account: String
    package var actionType: String
    package var agent: String

    package init(account: String, actionType: String, agent: String) {
        self.account = account
        self.actionType = actionType
        self.agent = agent
    }

    // By bytes, as SQLite compares them: two ways to write é are two accounts.
    package static func == (left: TallyKey, right: TallyKey) -> Bool {
        left.account.hasSameBytes(as: right.account) && left.actionType.hasSameBytes(as: right.actionType)
            && left.agent.hasSameBytes(as: right.agent)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: account)
        hasher.combine(bytesOf: actionType)
        hasher.combine(bytesOf: agent)
    }
}

/// What is counted; the raw value is stored.
enum TallyKind: Int, CaseIterable {
    case proposed, approved, edited, declined, answered, expired, withdrawn, skipped, alone, succeeded, failed,
        rolledBack,
        notAttempted, differed, hasty

    /// Decision times are stored behind the other kinds, one for each bucket of each risk.
    private static let firstTime = 100

    static func time(_ milliseconds: Int, _ risk: Risk) -> Int {
        let bucket = milliseconds < 1 ? 0 : Int.bitWidth - 1 - milliseconds.leadingZeroBitCount
        return firstTime + risk.rawValue * Tally.timeBuckets + min(bucket, Tally.timeBuckets - 1)
    }

    static func time(stored kind: Int) -> (risk: Risk, bucket: Int)? {
        guard kind >= firstTime, let risk = Risk(rawValue: (kind - firstTime) / Tally.timeBuckets) else { return nil }
        return (risk, (kind - firstTime) % Tally.timeBuckets)
    }

    var field: WritableKeyPath<Tally, Int> {
        switch self {
        case .proposed: \.proposed
        case .approved: \.approved
        case .edited: \.edited
        case .declined: \.declined
        case .answered: \.answered
        case .expired: \.expired
        case .withdrawn: \.withdrawn
        case .skipped: \.skipped
        case .alone: \.alone
        case .succeeded: \.succeeded
        case .failed: \.failed
        case .rolledBack: \.rolledBack
        case .notAttempted: \.notAttempted
        case .differed: \.differed
        case .hasty: \.hasty
        }
    }

    init(_ kind: Decision.Kind) {
        switch kind {
        case .approved: self = .approved
        case .declined: self = .declined
        case .answered: self = .answered
        case .expired: self = .expired
        case .withdrawn: self = .withdrawn
        }
    }

    init(_ status: Outcome.Status) {
        switch status {
        case .succeeded: self = .succeeded
        case .failed: self = .failed
        case .rolledBack: self = .rolledBack
        case .notAttempted: self = .notAttempted
        }
    }
}

extension Tally {
    mutating func add(_ count: Int, stored kind: Int) {
        if let kind = TallyKind(rawValue: kind) {
            self[keyPath: kind.field] += count
        } else if let (risk, bucket) = TallyKind.time(stored: kind) {
            decisionTimes[risk, default: Array(repeating: 0, count: Self.timeBuckets)][bucket] += count
        }
    }
}
