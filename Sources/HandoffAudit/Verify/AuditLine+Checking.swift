import HandoffCards

extension AuditLine {
    /// Checks what the line says: its body, the digest of a proposed card, and what `check` finds wrong with its token.
    ///
    /// - Returns: the card that it takes out of the queue for good.
    func checkedEnding(by check: ((AuditLine, AuditFact) -> String?)? = nil) throws(AuditError) -> CardID? {
        let fact = try fact
        if case .proposed(let fact) = fact {
            let digest = Hash256(of: fact.document.canonicalBytes())
            if digest != fact.digest {
                throw .broken(
                    BrokenLine(
                        sequence: sequence, offset: offset, problem: .digest(stated: fact.digest, actual: digest)))
            }
        }
        let ended: CardID? =
            switch fact {
            case .decided(let fact): fact.card
            case .expired(let fact), .withdrawn(let fact): fact.card
            default: nil
            }
        if let words = check?(self, fact) {
            throw .broken(BrokenLine(sequence: sequence, offset: offset, problem: .unproven(words)))
        }
        return ended
    }
}
