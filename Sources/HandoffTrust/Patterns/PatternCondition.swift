import HandoffPolicy
import StrictJSON

/// One condition that an authorization can have beyond the action and the account.
enum PatternCondition: Hashable {
    case agent(JSONText)
    case target(JSONText)
    /// `*@customer.example`, by what stands behind the star.
    case targetEnd(JSONText)
    /// `prod/*`, by what stands before the star.
    case targetStart(JSONText)
    /// By JSON pointer.
    case argument(JSONText, PastDecision.Value)

    /// What holds of a decision, whether or not it can be granted: see `isGrantable`.
    static func all(of decision: PastDecision) -> [PatternCondition] {
        var all: [PatternCondition] = [.agent(JSONText(decision.agent))]
        if let text = decision.target {
            all.append(.target(JSONText(text)))
            if let kind = kind(of: text) { all.append(kind) }
        }
        for (pointer, value) in decision.arguments { all.append(.argument(pointer, value)) }
        return all
    }

    /// From an address's @ on, or up to a path's last slash; nil for anything else, and for what no wildcard takes in.
    private static func kind(of target: String) -> PatternCondition? {
        if TargetText(target).isUnclear { return nil }
        if let at = target.utf8.firstIndex(of: UInt8(ascii: "@")) {
            guard at != target.startIndex, target.utf8.index(after: at) != target.endIndex else { return nil }
            return .targetEnd(JSONText(String(target[at...])))
        }
        guard let slash = target.lastIndex(of: "/"), slash != target.startIndex else { return nil }
        return .targetStart(JSONText(String(target[...slash])))
    }

    /// Not where a text is one that nobody can read, which is nobody's to grant, or one that a policy takes for a mistake.
    var isGrantable: Bool {
        switch self {
        case .agent(let text), .target(let text), .targetEnd(let text), .targetStart(let text):
            Self.isGrantable(text.text)
        case .argument(let pointer, .text(let text)): Self.isGrantable(pointer.text) && Self.isGrantable(text.text)
        case .argument(let pointer, .other(let text)): Self.isGrantable(pointer.text) && text.text.utf8.count <= 200
        case .argument(let pointer, .number), .argument(let pointer, .bool): Self.isGrantable(pointer.text)
        }
    }

    private static func isGrantable(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { isPlain($0) }
            && (try? Glob(escaped(text))) != nil
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7f).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }

    /// Adds it to a scope.
    func write(to when: inout JSONObject) {
        switch self {
        case .agent(let name): when["agent"] = .string(Self.escaped(name.text))
        case .target(let target): when["target"] = .string(Self.escaped(target.text))
        case .targetEnd(let end): when["target"] = .string("*" + Self.escaped(end.text))
        case .targetStart(let start): when["target"] = .string(Self.escaped(start.text) + "*")
        case .argument(let pointer, let value):
            var arguments = when["arguments"]?.object ?? [:]
            switch value {
            case .text(let text): arguments[pointer.text] = .string(Self.escaped(text.text))
            case .number(let number): arguments[pointer.text] = .number(number)
            case .bool(let bool): arguments[pointer.text] = .bool(bool)
            case .other(let text): arguments[pointer.text] = ["equal": (try? JSONValue(parsing: text.text)) ?? .null]
            }
            when["arguments"] = .object(arguments)
        }
    }

    /// As a pattern that only the text itself satisfies.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            if character == "*" || character == "?" || character == "\\" { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(character)
        }
        return result
    }

    /// For an order that does not hang on that of the decisions. Of a target the narrower comes first.
    var name: String {
        switch self {
        case .agent(let name): "1 " + name.text
        case .target(let target): "2 " + target.text
        case .targetEnd(let end): "3 " + end.text
        case .targetStart(let start): "4 " + start.text
        case .argument(let pointer, let value): "5 \(pointer.text) \(value)"
        }
    }
}

/// When something is handed in: from an hour to before another, on some days of the week.
struct PatternWindow: Hashable {
    enum Days: Int, CaseIterable {
        case all, weekdays, weekend

        func contains(_ day: Weekday) -> Bool {
            switch self {
            case .all: true
            case .weekdays: day < .sat
            case .weekend: day >= .sat
            }
        }
    }

    let days: Days
    /// 0 to 23, and 1 to 24.
    let from: Int
    let to: Int

    func write(to when: inout JSONObject) {
        if days != .all {
            when["weekday"] = .array(Weekday.allCases.filter { days.contains($0) }.map { .string($0.word) })
        }
        guard from > 0 || to < 24 else { return }
        when["time"] = ["from": .string(Self.text(from)), "to": .string(Self.text(to))]
    }

    private static func text(_ hour: Int) -> String { (hour % 24 < 10 ? "0" : "") + "\(hour % 24):00" }
}

extension Weekday: Comparable {
    package static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}
