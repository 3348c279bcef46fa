import HandoffCards
import HandoffIndex

/// Whose turn it is: the users of the machine take turns, and so do the types of action of one user and its agents, so that nobody who has
/// much to do keeps others waiting until their approvals are over. A user is what the system says; the name is what an agent calls itself.
package struct ExecutorRota: Sendable {
    private var user: UInt32?
    /// The type that a user had last.
    private var types: [UInt32: String] = [:]
    /// The agent that was last, of a user and a type.
    private var agents: [Source: String] = [:]

    private struct Source: Hashable {
        let user: UInt32
        let actionType: String
    }

    package init() {}

    /// Approved actions of these types; fewer than `limit` where many agents have only such whose approval is over.
    mutating func next(
        of actionTypes: [String], in index: CardIndex, decidedAfter start: Timestamp, limit: Int
    ) throws -> [CardID] {
        var found: [CardID] = []
        var taken: [Source: [String: Int]] = [:]
        for _ in 0..<limit + Self.spareTurns where found.count < limit {
            guard let user = try nextUser(actionTypes, index) else { break }
            guard let (source, agent) = try nextAgent(of: user, actionTypes, index) else { continue }
            let number = taken[source]?[agent] ?? 0
            guard
                let id = try index.releasable(
                    source.actionType, of: user, agent, decidedAfter: start, after: number)
            else { continue }
            taken[source, default: [:]][agent] = number + 1
            found.append(id)
        }
        return found
    }

    private mutating func nextUser(_ actionTypes: [String], _ index: CardIndex) throws -> UInt32? {
        func first(after user: UInt32?) throws -> UInt32? {
            try actionTypes.compactMap { try index.releasableUser($0, after: user) }.min()
        }
        user = try first(after: user) ?? first(after: nil)
        return user
    }

    /// Of the types after the one that the user had last, the first that it has something of.
    private mutating func nextAgent(
        of user: UInt32, _ actionTypes: [String], _ index: CardIndex
    ) throws -> (Source, String)? {
        let last = types[user].flatMap { actionTypes.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        for type in actionTypes[last...] + actionTypes[..<last] {
            let source = Source(user: user, actionType: type)
            guard
                let agent = try index.releasableAgent(type, of: user, after: agents[source] ?? "")
                    ?? index.releasableAgent(type, of: user, after: "")
            else { continue }
            types[user] = type
            agents[source] = agent
            return (source, agent)
        }
        return nil
    }

    /// For agents whose approvals are all over.
    private static let spareTurns = 32
}
