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

    init(_ stated: PolicyFacts, entry: CatalogueEntry?) {
        self.stated = stated
        self.entry = entry
        isReversible = entry?.isReversible == true && stated.isReversible != false
        isExternal = entry.map { $0.isExternal || stated.isExternal == true } ?? true
        isFirstTime = stated.isFirstTime ?? true
        if let pointer = entry?.scaleFrom {
            if case .array(let elements)? = JSONValue.object(stated.arguments)[pointer] {
                scale = .count(max(elements.count, stated.scale ?? 0))
            } else {
                scale = .uncountable(pointer)
            }
        } else {
            scale = stated.scale.map(Scale.count) ?? .unstated
        }
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
