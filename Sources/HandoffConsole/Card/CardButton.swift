import HandoffCards
import Terminal

/// A card's button with the key that presses it.
struct CardButton: Equatable {
    let button: Button
    let label: SafeLine
    /// Nil when there is none; then Tab reaches it.
    let request: Request?
    let isDefault: Bool
    /// What a press still asks for: `then Y`, `then type`, or nothing.
    let then: String?

    /// In the card's order. The first button of a kind gets the kind's key; approving ones have three.
    ///
    /// - Parameters:
    ///   - isOwn: the gate itself asks, and means what its labels say.
    ///   - confirmation: what a button that approves still asks for.
    static func all(of card: Card, isOwn: Bool, confirmation: (Button) -> Confirmation) -> [CardButton] {
        var used: Set<Request> = []
        return card.buttons.map { button in
            let request = requests(for: button.does).first { !used.contains($0) }
            if let request { used.insert(request) }
            return CardButton(
                button: button, label: isOwn ? SafeText.line(button.label) : label(of: button), request: request,
                isDefault: button.id == card.defaultButton.id,
                then: button.does.isApproving ? confirmation(button).then : nil)
        }
    }

    /// The agent's label, unless it could pass for more than one button: then the console's own word. An approving one whose label does not
    /// say so stands behind that word.
    private static func label(of button: Button) -> SafeLine {
        let isPlain = !button.label.contains("  ") && !button.label.contains { "[]<>".contains($0) }
        guard isPlain else { return SafeText.line(button.does.word) }
        let needsWord = button.does.isApproving && !ApprovingLabel.speaksForItself(button.label)
        return SafeText.line(needsWord ? button.does.word + ": " + button.label : button.label)
    }

    private static func requests(for verb: Button.Verb) -> [Request] {
        switch verb {
        case .approve: [.approve, .approveSecond, .approveThird]
        case .review: [.review]
        case .decline: [.decline]
        case .answer: [.answer]
        case .skip: [.skip]
        }
    }
}

extension Button.Verb {
    var isApproving: Bool {
        if case .approve = self { true } else { false }
    }

    /// The console's own word for it.
    var word: String {
        switch self {
        case .approve: "Approve"
        case .review: "Review"
        case .decline: "Decline"
        case .answer: "Answer"
        case .skip: "Skip"
        }
    }
}

extension Confirmation {
    fileprivate var then: String? {
        switch self {
        case .none: nil
        case .yes: "then Y"
        case .typed: "then type"
        }
    }
}
