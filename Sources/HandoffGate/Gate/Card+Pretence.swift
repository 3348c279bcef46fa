import HandoffCards

extension Card {
    /// What in it is the gate's own, for which the gate refuses it whoever hands it in, and where that stands; nil where nothing is.
    package var pretence: (pointer: String, reason: String)? {
        // And nearly so: people go by what it looks like.
        if LookAlike.letters(of: agent.name).contains(DecisionToken.gateItself) {
            return ("/agent/name", "only the gate itself is called \(DecisionToken.gateItself)")
        }
        if action.type.lowercased().hasPrefix(Gate.ownTypes) {
            return ("/action/type", "only the gate itself has actions whose type begins with \(Gate.ownTypes)")
        }
        return nil
    }
}
