import HandoffCards
import Terminal

extension CardPane {
    /// How far a card is that two operators must approve; nil where one is enough.
    func endorsement(for operatorName: String) -> String? {
        guard loaded.assessment.ruling == .askTwo || loaded.endorsedBy != nil else { return nil }
        guard let first = loaded.endorsedBy else { return "Needs two operators." }
        if first == operatorName { return "You approved; another operator must, too." }
        return SafeText.line(first).truncated(to: 20, ellipsis: true).text + " approved; one more operator must."
    }
}

extension ConsoleState {
    /// What stands between the card's text and its buttons.
    func notice(on card: CardPane) -> (text: String, style: StyleName)? {
        if inFlight[card.row] != nil { return ("sending" + symbols.ellipsis, "verdict.held") }
        var words: [String] = []
        if review != nil, card.mustBeRead, !card.wasReadToEnd {
            words.append("Read to the end to approve.")
        }
        if let endorsement = card.endorsement(for: operatorName) { words.append(endorsement) }
        return words.isEmpty ? nil : (words.joined(separator: " "), "prompt")
    }
}
