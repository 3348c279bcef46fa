import StrictJSON

extension Condition {
    /// The fact that it is about, as the file calls it.
    package var name: String {
        switch self {
        case .action: "action"
        case .account: "account"
        case .agent: "agent"
        case .submitter: "submitter"
        case .ownUser: "own user"
        case .target: "target"
        case .argumentsOnly: "arguments"
        case .argument(let pointer, _): "argument " + pointer.description
        case .external: "external"
        case .reversible: "reversible"
        case .scale: "scale"
        case .value: "value"
        case .confidence: "confidence"
        case .time: "time"
        case .weekday: "weekday"
        case .firstTime: "first time"
        }
    }

    /// What the fact must be.
    package var wanted: String {
        switch self {
        case .action(let pattern), .account(let pattern), .agent(let pattern), .submitter(let pattern),
            .target(let pattern):
            pattern.words
        case .argumentsOnly(let names):
            names.isEmpty ? "none" : "only " + names.map(\.text).sorted().joined(separator: ", ")
        case .argument(_, let test): test.parts.map(\.words).joined(separator: " and ")
        case .external(let wanted), .reversible(let wanted), .firstTime(let wanted), .ownUser(let wanted):
            wanted ? "yes" : "no"
        case .scale(let range):
            CountRange<Int>.words(over: range.over.map(String.init), under: range.under.map(String.init))
        case .value(let range): range.words
        case .confidence(let range):
            CountRange<Int>.words(over: range.over?.description, under: range.under?.description)
        case .time(let window): "from \(window.from) to \(window.to)"
        case .weekday(let days): Weekday.allCases.filter(days.contains).map(\.word).joined(separator: " or ")
        }
    }

    /// Both as a clause: `the scale is over 25`, `it is external`.
    package var words: String {
        switch self {
        case .external(let wanted): wanted ? "it is external" : "it is not external"
        case .reversible(let wanted): wanted ? "it is reversible" : "it is not reversible"
        case .firstTime(let wanted): wanted ? "it is the first time" : "it is not the first time"
        case .time(let window): "it is between \(window.from) and \(window.to)"
        case .weekday: "it is " + wanted
        case .ownUser(let wanted):
            wanted ? "from the gate's own user" : "from another user than the gate's"
        case .argumentsOnly: "the arguments are \(wanted)"
        default: "the \(name) is \(wanted)"
        }
    }

    /// What the card's fact is.
    func found(_ facts: EffectiveFacts) -> String {
        switch self {
        case .action: facts.stated.action
        case .account: facts.stated.account ?? Self.unstated
        case .agent: facts.stated.agent ?? Self.unstated
        case .submitter: facts.stated.submitter ?? "the gate's own user"
        case .ownUser: facts.stated.submitter == nil ? "yes" : "no"
        case .argumentsOnly:
            facts.stated.arguments.members.isEmpty
                ? "none" : facts.stated.arguments.members.map(\.name).sorted().joined(separator: ", ")
        case .target: facts.target.words
        case .argument(let pointer, _):
            JSONValue.object(facts.stated.arguments)[pointer].map(ShortText.of) ?? "not there"
        case .external: facts.isExternal ? "yes" : "no"
        case .reversible: facts.isReversible ? "yes" : "no"
        case .scale: facts.scale.words
        case .value: facts.value.words
        case .confidence: facts.stated.confidence?.description ?? Self.unstated
        case .time: facts.stated.time?.description ?? Self.unknown
        case .weekday: facts.stated.weekday?.word ?? Self.unknown
        case .firstTime: facts.isFirstTime ? "yes" : "no"
        }
    }

    /// Why nothing can be said, where `truth` is `faulty`.
    func fault(_ facts: EffectiveFacts) -> String {
        if case .target(let pattern) = self, let words = facts.target.fault(pattern) { return words }
        return "\(name) is \(found(facts)), which cannot be held against \(wanted)"
    }

    private static let unstated = "not stated"
    private static let unknown = "not known"
}

/// A value of a document, short enough to stand in a line.
enum ShortText {
    static let longest = 160

    static func of(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): cut(text)
        case .array(let elements) where elements.allSatisfy({ $0.string != nil }):
            cut(elements.compactMap(\.string).joined(separator: ", "))
        default: cut(String(decoding: value.canonicalBytes(), as: UTF8.self))
        }
    }

    /// The same to be put into a sentence: shorter, quotation marks as apostrophes, and of many elements their number.
    static func put(_ value: JSONValue) -> String {
        if case .array(let elements) = value, elements.count > shown {
            let first = put(.array(Array(elements.prefix(shown - 1))))
            return "\(first) and \(elements.count - shown + 1) more"
        }
        let text = cut(of(value), to: shortest)
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isQuotationMark ? "'" : $0 }))
    }

    private static let shortest = 60
    private static let shown = 4

    private static func cut(_ text: String, to longest: Int = longest) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > longest else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(longest))) + "…"
    }
}
