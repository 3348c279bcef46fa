/// What makes a card slow to read or easy to misread. Nothing here stops a card.
package enum CardWarning: Sendable, Equatable {
    /// More sentences than the line is for.
    case tooManySentences(member: String, count: Int, limit: Int)
    /// A line that is longer than an eye takes in at once.
    case tooLong(member: String, columns: Int, limit: Int)
    case labelTooLong(button: String, columns: Int, limit: Int)
    /// The action can be undone, yet the card states a consequence.
    case consequenceOnReversible
    case missingConsequence
    /// A fact is missing that the risk is made of; it counts as the worse.
    case unstated(member: String)
    case missingExpiry
    case missingReasoning
    case confidenceWithoutQuestion
    case scopeWithoutBoundary
    case noWayToDecide

    /// The member of the card that it is about, as a JSON pointer.
    package var path: String {
        switch self {
        case .tooManySentences(let member, _, _), .tooLong(let member, _, _): "/" + member
        case .labelTooLong: "/buttons"
        case .consequenceOnReversible, .missingConsequence: "/consequence"
        case .unstated(let member): "/action/" + member
        case .missingExpiry: "/expires"
        case .missingReasoning: "/reasoning"
        case .confidenceWithoutQuestion: "/question"
        case .scopeWithoutBoundary: "/scope"
        case .noWayToDecide: "/buttons"
        }
    }
}

extension Card {
    /// Labels longer than this do not fit a button row; columns, counted as characters here.
    package static let longestLabel = 20
    private static let longestLine = 160

    /// In the order of the card's members.
    package func lint() -> [CardWarning] {
        var warnings: [CardWarning] = []
        if expires == nil { warnings.append(.missingExpiry) }
        warnings += prose("context", context, sentences: 1)
        warnings += prose("proposal", proposal, sentences: 2)
        if let consequence {
            warnings += prose("consequence", consequence, sentences: 1)
            if action.reversible == true { warnings.append(.consequenceOnReversible) }
        } else if action.reversible == false {
            warnings.append(.missingConsequence)
        }
        if action.reversible == nil { warnings.append(.unstated(member: "reversible")) }
        if action.external == nil { warnings.append(.unstated(member: "external")) }
        if action.scale == nil, action.reversible != true { warnings.append(.unstated(member: "scale")) }
        if trigger == .confidence, question == nil { warnings.append(.confidenceWithoutQuestion) }
        if trigger == .scope, scope == nil { warnings.append(.scopeWithoutBoundary) }
        for button in buttons where button.label.count > Self.longestLabel {
            let columns = button.label.count
            warnings.append(.labelTooLong(button: button.id, columns: columns, limit: Self.longestLabel))
        }
        if buttons.allSatisfy({ $0.does == .skip || $0.does == .review }) { warnings.append(.noWayToDecide) }
        if reasoning == nil { warnings.append(.missingReasoning) }
        return warnings
    }

    private func prose(_ member: String, _ text: String, sentences limit: Int) -> [CardWarning] {
        var warnings: [CardWarning] = []
        let count = Self.sentences(in: text)
        if count > limit { warnings.append(.tooManySentences(member: member, count: count, limit: limit)) }
        let longest = Self.longestLine * limit
        if text.count > longest { warnings.append(.tooLong(member: member, columns: text.count, limit: longest)) }
        return warnings
    }

    /// Runs of `.`, `!` or `?` that a space and a capital, or the end, follow; what stands after the last one counts too.
    static func sentences(in text: String) -> Int {
        var count = 0
        var sawEnd = false
        var sawSpace = false
        var pending = false
        for character in text {
            if ".!?…。！？".contains(character) {
                sawEnd = true
                sawSpace = "。！？".contains(character)
            } else if character.isWhitespace {
                sawSpace = sawSpace || sawEnd
            } else {
                if sawEnd, sawSpace, pending, !character.isLowercase { count += 1 }
                sawEnd = false
                sawSpace = false
                pending = true
            }
        }
        return count + (pending ? 1 : 0)
    }
}
