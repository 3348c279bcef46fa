import HandoffPolicy
import StrictJSON

/// One condition that an authorization can have beyond the action and the account.
enum PatternCondition: Hashable {
    case agent(String)
    case target(String)
    /// `*@customer.example`, by what stands behind the star.
    case targetEnd(String)
    /// `prod/*`, by what stands before the star.
    case targetStart(String)
    case argument(String, PastDecision.Scalar)

    /// What holds of a decision. Of a target the narrower comes first.
    static func all(of decision: PastDecision) -> [PatternCondition] {
        var all: [PatternCondition] = []
        if isPlain(decision.agent) { all.append(.agent(decision.agent)) }
        if let target = decision.target, isPlain(target) {
            all.append(.target(target))
            if let at = target.lastIndex(of: "@"), at != target.startIndex {
                all.append(.targetEnd(String(target[at...])))
            } else if let slash = target.lastIndex(of: "/"), slash != target.startIndex {
                all.append(.targetStart(String(target[...slash])))
            }
        }
        for (pointer, value) in decision.arguments {
            if case .text(let text) = value, !isPlain(text) { continue }
            all.append(.argument(pointer, value))
        }
        return all
    }

    /// What nobody can read is nobody's to grant.
    private static func isPlain(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// Adds it to a scope.
    func write(to when: inout JSONObject) {
        switch self {
        case .agent(let name): when["agent"] = .string(Self.escaped(name))
        case .target(let text): when["target"] = .string(Self.escaped(text))
        case .targetEnd(let end): when["target"] = .string("*" + Self.escaped(end))
        case .targetStart(let start): when["target"] = .string(Self.escaped(start) + "*")
        case .argument(let pointer, let value):
            var arguments = when["arguments"]?.object ?? [:]
            switch value {
            case .text(let text): arguments[pointer] = .string(Self.escaped(text))
            case .number(let number): arguments[pointer] = .number(number)
            case .bool(let bool): arguments[pointer] = .bool(bool)
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

    /// For an order that does not hang on that of the decisions.
    var name: String {
        switch self {
        case .agent(let name): "1 " + name
        case .target(let text): "2 " + text
        case .targetEnd(let end): "3 " + end
        case .targetStart(let start): "4 " + start
        case .argument(let pointer, let value):
            "5 \(pointer) \(value)"
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
