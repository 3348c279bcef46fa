import StrictJSON

/// What an operator does about a card, before the gate has agreed to it.
package enum Press: Sendable, Equatable {
    /// A button of the card, by its ID.
    case button(String)
    /// One of the question's options, by its ID.
    case option(String)
    case approve
    case decline
    case answer
    case skip
}

/// What a press comes to on a given card.
package enum Verdict: Sendable, Equatable {
    /// `arguments` are complete: what to act with.
    case approve(button: String?, arguments: JSONObject)
    case decline(button: String?)
    case answer(button: String?)
    case skip
    /// Show more; nothing is decided.
    case review
}

/// Why a press means nothing on a card.
package enum PressError: Error, Equatable, Sendable {
    case noSuchButton(String, has: [String])
    case noSuchOption(String)
    /// The card has no button that approves.
    case nothingToApprove
    /// The gate's own question is answered by its buttons, since words alone would settle nothing.
    case wordsSettleNothing(has: [String])
    /// An edit touches what the card does not list in `editable`; the pointer says where.
    case notEditable(String)
}

extension Card {
    /// What `press` comes to. `approve` stands for the first button that approves.
    package func verdict(of press: Press) throws(PressError) -> Verdict {
        switch press {
        case .button(let id):
            guard let button = buttons.first(where: { $0.id == id }) else {
                throw .noSuchButton(id, has: buttons.map(\.id))
            }
            return try verdict(of: button)
        case .option(let id): return .approve(button: nil, arguments: try arguments(approving: .option(id)))
        case .approve:
            guard let button = firstApproving else { throw .nothingToApprove }
            return try verdict(of: button)
        case .decline: return .decline(button: buttons.first { $0.does == .decline }?.id)
        case .answer: return .answer(button: buttons.first { $0.does == .answer }?.id)
        case .skip: return .skip
        }
    }

    /// What a press that approves covers; nil for one that does not.
    package func part(of press: Press) -> Button.Part? {
        let button: Button?
        switch press {
        case .option(let id): return .option(id)
        case .button(let id): button = buttons.first { $0.id == id }
        case .approve: button = firstApproving
        case .decline, .answer, .skip: return nil
        }
        if case .approve(let part)? = button?.does { return part }
        return nil
    }

    /// All that can be approved of it, the action as it is proposed first.
    package var parts: [Button.Part] {
        [.whole] + (question?.options ?? []).map { .option($0.id) } + (scope?.inScope == nil ? [] : [.inScope])
    }

    /// The button that the approving key presses.
    package var firstApproving: Button? {
        buttons.first { button in if case .approve = button.does { true } else { false } }
    }

    private func verdict(of button: Button) throws(PressError) -> Verdict {
        switch button.does {
        case .approve(let part): .approve(button: button.id, arguments: try arguments(approving: part))
        case .review: .review
        case .decline: .decline(button: button.id)
        case .answer: .answer(button: button.id)
        case .skip: .skip
        }
    }

    /// The complete arguments that approving `part` approves.
    package func arguments(approving part: Button.Part) throws(PressError) -> JSONObject {
        switch part {
        case .whole: return action.arguments
        case .option(let id):
            guard let option = question?.options.first(where: { $0.id == id }) else { throw .noSuchOption(id) }
            return action.arguments.overlaid(with: option.arguments)
        case .inScope:
            guard let inScope = scope?.inScope else { throw .nothingToApprove }
            return action.arguments.overlaid(with: inScope.arguments)
        }
    }

    /// Those of the complete arguments that differ from what is proposed, in one line; nil where none does.
    package func otherArguments(approving part: Button.Part) -> String? {
        guard let whole = try? arguments(approving: part) else { return nil }
        let others = whole.members.filter { action.arguments[$0.name] != $0.value }
        if others.isEmpty { return nil }
        return others.map { $0.name + ": " + String(decoding: $0.value.bytes(), as: UTF8.self) }.joined(separator: "  ")
    }

    /// Checks an operator's edit: outside of `editable`, `edited` must equal `arguments`.
    package func checkEdit(of arguments: JSONObject, to edited: JSONObject) throws(PressError) {
        var before = JSONValue.object(["arguments": .object(arguments)])
        var after = JSONValue.object(["arguments": .object(edited)])
        for pointer in editable {
            guard after[pointer] != nil, let blanked = after.replacing(pointer, with: .null) else {
                throw .notEditable(pointer.description)
            }
            after = blanked
            before = before.replacing(pointer, with: .null) ?? before
        }
        if let place = Self.firstDifference(before, after, at: "") { throw .notEditable(place) }
    }

    private static func firstDifference(_ before: JSONValue, _ after: JSONValue, at path: String) -> String? {
        if before == after { return nil }
        guard let old = before.object, let new = after.object else { return path }
        for member in old.members + new.members {
            guard let left = old[member.name], let right = new[member.name] else { return path + "/" + member.name }
            if let place = firstDifference(left, right, at: path + "/" + member.name) { return place }
        }
        return path
    }
}
