import HandoffCards
import StrictJSON

/// Catalogue and card together: what an agent claims can raise the risk and never lower it.
package struct EffectiveFacts: Sendable {
    package let stated: PolicyFacts
    package let entry: CatalogueEntry?
    /// Only where the catalogue says so and the card does not deny it.
    package let isReversible: Bool
    /// Where the catalogue or the card says so, and wherever the catalogue does not know the action.
    package let isExternal: Bool
    package let isFirstTime: Bool
    package let scale: Scale
    package let target: Target
    package let value: Value
    let places = PlaceMemo()

    package enum Scale: Sendable, Equatable {
        /// The larger of what is counted and what is claimed.
        case count(Int)
        case unstated
        /// There is nothing to count where the catalogue says.
        case uncountable(JSONPointer)

        var words: String {
            switch self {
            case .count(let count): String(count)
            case .unstated: "not stated"
            case .uncountable(let pointer): "not countable at \(pointer)"
            }
        }
    }

    package enum Target: Sendable, Equatable {
        case text(TargetText)
        /// As the arguments have them: none, or several.
        case texts([TargetText])
        case unstated
        /// No text stands where the catalogue says.
        case unreadable(JSONPointer)
        /// The card names another target than its arguments.
        case contradicted(stated: String, [String])

        /// Nil where it is not one, or not known.
        package var single: String? { if case .text(let target) = self { target.text } else { nil } }

        package var words: String {
            switch self {
            case .text(let target): target.text
            case .texts(let targets): targets.isEmpty ? "nobody" : targets.map(\.text).joined(separator: ", ")
            case .unstated: "not stated"
            case .unreadable(let pointer): "not readable at \(pointer)"
            case .contradicted(let stated, let texts):
                "\(stated), and \(texts.joined(separator: ", ")) in the arguments"
            }
        }
    }

    package enum Value: Sendable, Equatable {
        /// The larger of what the arguments say and what is claimed.
        case money(Money)
        case unstated
        /// No amount stands where the catalogue says, or one of another currency than the card claims.
        case unreadable(JSONPointer)

        package var money: Money? { if case .money(let money) = self { money } else { nil } }

        package var words: String {
            switch self {
            case .money(let money): money.description
            case .unstated: "not stated"
            case .unreadable(let pointer): "not readable at \(pointer)"
            }
        }
    }

    init(_ stated: PolicyFacts, entry: CatalogueEntry?) {
        self.stated = stated
        self.entry = entry
        isReversible = entry?.isReversible == true && stated.isReversible != false
        isExternal = entry.map { $0.isExternal || stated.isExternal == true } ?? true
        isFirstTime = stated.isFirstTime ?? true
        if let pointer = entry?.scaleFrom {
            if case .array(let elements)? = JSONValue.object(stated.arguments)[pointer] {
                scale = .count(max(Self.count(of: elements), stated.scale ?? 0))
            } else {
                scale = .uncountable(pointer)
            }
        } else {
            scale = stated.scale.map(Scale.count) ?? .unstated
        }
        target = Self.target(stated, at: entry?.targetFrom)
        value = Self.value(stated, at: entry?.valueFrom)
    }

    /// Lists within lists and objects are counted whole, and a text as all that it may be.
    private static func count(of elements: [JSONValue]) -> Int {
        elements.reduce(0) { count, element in
            switch element {
            case .array(let inner): count + max(1, Self.count(of: inner))
            case .string(let text): count + max(1, TargetText.count(of: text))
            case .object(let object): count + Self.count(of: object)
            default: count + 1
            }
        }
    }

    /// One, unless it has lists: what else it says may describe the one.
    private static func count(of object: JSONObject) -> Int {
        let within = object.members.reduce(0) { count, member in
            switch member.value {
            case .array(let inner): count + Self.count(of: inner)
            case .object(let inner): max(count, Self.count(of: inner))
            case .string(let text): max(count, TargetText.listed(in: text))
            default: count
            }
        }
        let addresses = object.members.reduce(0) { count, member in
            count + TargetText.addresses(in: member.name) + (member.value.string.map(TargetText.addresses) ?? 0)
        }
        return max(1, within, addresses)
    }

    private static func target(_ stated: PolicyFacts, at pointer: JSONPointer?) -> Target {
        guard let pointer else { return stated.target.map { .text(TargetText($0)) } ?? .unstated }
        let texts: [String]
        switch JSONValue.object(stated.arguments)[pointer] {
        case .string(let text)?: texts = [text]
        case .array(let elements)?:
            texts = elements.compactMap(\.string)
            guard texts.count == elements.count else { return .unreadable(pointer) }
        default: return .unreadable(pointer)
        }
        // The agent named the target of what it proposed, not of what is approved in its place.
        if !stated.areOtherArguments, let claimed = stated.target,
            !texts.contains(where: { $0.utf8.elementsEqual(claimed.utf8) })
        {
            return .contradicted(stated: claimed, texts)
        }
        return texts.count == 1 ? .text(TargetText(texts[0])) : .texts(texts.map { TargetText($0) })
    }

    private static func value(_ stated: PolicyFacts, at place: ValuePlace?) -> Value {
        guard let place else { return stated.value.map(Value.money) ?? .unstated }
        guard let found = place.value(in: stated.arguments), let amount = found.magnitude else {
            return .unreadable(place.amount)
        }
        guard let claimed = stated.value else { return .money(found) }
        guard claimed.currency == found.currency, let other = claimed.magnitude else {
            return .unreadable(place.amount)
        }
        return .money(other > amount ? claimed : found)
    }

    /// The larger of the catalogue's consequence and what the effective facts show; of the card's own facts where the
    /// catalogue does not know the action.
    package var risk: Risk {
        guard let entry else {
            return Risk(reversible: stated.isReversible, external: stated.isExternal, scale: stated.scale)
        }
        let count: Int? = if case .count(let count) = scale { count } else { nil }
        return max(entry.consequence, Risk(reversible: isReversible, external: isExternal, scale: count))
    }
}
