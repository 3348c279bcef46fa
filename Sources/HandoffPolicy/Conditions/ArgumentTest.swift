import HandoffCards
import StrictJSON

/// What an argument must be. All parts must hold; an argument that is not there, or is of another kind than a part is
/// about, is a fault.
package struct ArgumentTest: Sendable, Hashable {
    package var parts: [Part]

    package enum Part: Sendable, Hashable {
        case oneOf([Wanted])
        /// Of a number, or of a text that is a decimal number.
        case over(ExactDecimal, text: String)
        case under(ExactDecimal, text: String)
        case absent(Bool)
        /// Just this, whatever its kind: by its RFC 8785 form.
        case equal(JSONText)
    }

    package enum Wanted: Sendable, Hashable {
        case text(Glob)
        case number(Double)
        case bool(Bool)
    }

    func truth(_ value: JSONValue?, _ places: PlaceMemo) -> Truth {
        Truth.all(parts.lazy.map { $0.truth(value, places) })
    }
}

extension ArgumentTest.Part {
    func truth(_ value: JSONValue?, _ places: PlaceMemo) -> Truth {
        if case .absent(let isAbsent) = self { return Truth(isAbsent == (value == nil)) }
        guard let value else { return .faulty }
        switch self {
        case .oneOf(let wanted):
            // Of the kinds that are wanted, one must be there; else nothing can be said.
            let truths = wanted.compactMap { $0.truth(value, places) }
            if truths.contains(.holds) { return .holds }
            return truths.isEmpty || truths.contains(.faulty) ? .faulty : .fails
        case .over(let limit, _): return Self.decimal(value).map { Truth($0 > limit) } ?? .faulty
        case .under(let limit, _): return Self.decimal(value).map { Truth($0 < limit) } ?? .faulty
        case .equal(let wanted): return Truth(JSONText(canonical: value) == wanted)
        case .absent: return .faulty
        }
    }

    private static func decimal(_ value: JSONValue) -> ExactDecimal? {
        switch value {
        case .number(let number): ExactDecimal(number)
        case .string(let text) where text.utf8.count <= 400: ExactDecimal(text)
        default: nil
        }
    }

    var words: String {
        switch self {
        case .oneOf(let wanted): wanted.map(\.words).joined(separator: " or ")
        case .over(_, let text): "over " + text
        case .under(_, let text): "under " + text
        case .absent(let isAbsent): isAbsent ? "absent" : "present"
        case .equal(let wanted): wanted.text
        }
    }
}

extension ArgumentTest.Wanted {
    /// Nil for a value of another kind.
    func truth(_ value: JSONValue, _ places: PlaceMemo) -> Truth? {
        switch (self, value) {
        case (.text(let glob), .string(let text)):
            glob.isPlace ? TextPattern(globs: [glob]).truth(places[text]) : Truth(glob.matches(text))
        case (.number(let wanted), .number(let number)): Truth(wanted == number)
        case (.bool(let wanted), .bool(let bool)): Truth(wanted == bool)
        default: nil
        }
    }

    var words: String {
        switch self {
        case .text(let glob): glob.text
        case .number(let number): String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self)
        case .bool(let bool): String(bool)
        }
    }
}
