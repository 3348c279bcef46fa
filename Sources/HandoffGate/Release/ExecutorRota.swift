import HandoffCards
import HandoffIndex

/// Whose turn it is: the users of the machine take turns, and so do the agents of one user, so that nobody who has much to do keeps
/// others waiting until their approvals are over. A user is what the system says; the name is what an agent calls itself.
package struct ExecutorRota: Sendable {
    /// Where the turns are with each action type.
    private var turns: [String: Turn] = [:]

    private struct Turn {
        var user: UInt32?
        var agents: [UInt32: String] = [:]
    }

    private struct Source: Hashable {
        let actionType: String
        let user: UInt32
        let agent: String
    }

    package init() {}

    /// Approved actions of these types, of each type in turn; fewer than `limit` where many agents have only such whose approval is over.
    mutating func next(
        of actionTypes: [String], in index: CardIndex, decidedAfter start: Timestamp, limit: Int
    ) throws -> [CardID] {
        var found: [CardID] = []
        var taken: [Source: Int] = [:]
        for _ in 0..<limit + Self.spareTurns {
            var hasMore = false
            for type in actionTypes where found.count < limit {
                guard let source = try pass(type, index) else { continue }
                hasMore = true
                let number = taken[source, default: 0]
                guard
                    let id = try index.releasable(
                        type, of: source.user, source.agent, decidedAfter: start, after: number)
                else { continue }
                taken[source] = number + 1
                found.append(id)
            }
            if !hasMore || found.count == limit { break }
        }
        return found
    }

    /// Whose turn is next.
    private mutating func pass(_ type: String, _ index: CardIndex) throws -> Source? {
        var turn = turns[type] ?? Turn()
        guard
            let user = try index.releasableUser(type, after: turn.user) ?? index.releasableUser(type, after: nil)
        else {
            turns[type] = nil
            return nil
        }
        let last = turn.agents[user] ?? ""
        guard
            let agent = try index.releasableAgent(type, of: user, after: last)
                ?? index.releasableAgent(type, of: user, after: "")
        else { return nil }
        turn.user = user
        turn.agents[user] = agent
        turns[type] = turn
        return Source(actionType: type, user: user, agent: agent)
    }

    /// For agents whose approvals are all over.
    private static let spareTurns = 32
}
