import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffTrust

extension Gate {
    /// What became of the cards of the same account, action and agent, in words; nil where there were none.
    func before(_ card: Card) throws -> String? {
        let key = TallyKey(account: card.account ?? "", actionType: card.action.type, agent: card.agent.name)
        return TrustRecord(try index.tally(of: key)).words
    }
}
