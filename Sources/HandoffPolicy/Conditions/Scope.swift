import HandoffCards
import StrictJSON
import StrictYAML

/// Which cards something is about: those for which all its conditions hold. It is written as `when` of a rule, in a policy or as JSON.
package struct Scope: Sendable, Hashable {
    package let conditions: [Condition]

    /// - Throws: `YAMLProblem` for what no rule could have as its `when`; its place means nothing.
    package init(_ when: JSONValue) throws(YAMLProblem) {
        conditions = try Condition.conditions(YAMLNode(when), file: "scope")
    }

    /// The actions that it names, exactly or by a pattern; empty for every action.
    package var actions: [Glob] {
        for case .action(let pattern) in conditions { return pattern.globs }
        return []
    }

    /// The same where each is named exactly; nil elsewhere.
    package var exactActions: [String]? {
        let names = actions.compactMap(\.literal)
        return names.isEmpty || names.count < actions.count ? nil : names
    }

    /// Whether it says more than which actions: whose, by whom, at what or with what.
    package var isNarrowerThanItsActions: Bool {
        conditions.contains { condition in
            switch condition {
            case .account(let pattern), .agent(let pattern), .submitter(let pattern), .target(let pattern):
                !pattern.globs.contains(where: \.isAnything)
            case .argument: true
            default: false
            }
        }
    }

    package var isAboutTargets: Bool { conditions.contains { if case .target = $0 { true } else { false } } }
    package var isAboutValues: Bool { conditions.contains { if case .value = $0 { true } else { false } } }
    package var isAboutScales: Bool { conditions.contains { if case .scale = $0 { true } else { false } } }

    package func truth(_ facts: EffectiveFacts) -> Truth { Truth.all(conditions.lazy.map { $0.truth(facts) }) }

    /// How many of the conditions hold.
    package func held(_ facts: EffectiveFacts) -> Int { conditions.count { $0.truth(facts) == .holds } }

    /// What is not so, or cannot be said, of these facts; nil where all holds.
    package func mismatch(_ facts: EffectiveFacts) -> Mismatch? {
        // One that fails settles it, as it does for a rule.
        var unsaid: Mismatch?
        for condition in conditions {
            switch condition.truth(facts) {
            case .holds: continue
            case .fails: return Mismatch(condition: condition, words: Self.words(condition, facts))
            case .faulty: unsaid = unsaid ?? Mismatch(condition: condition, words: condition.fault(facts))
            }
        }
        return unsaid
    }

    package struct Mismatch: Sendable, Equatable {
        package let condition: Condition
        /// For people; it quotes an agent's text.
        package let words: String
    }

    private static func words(_ condition: Condition, _ facts: EffectiveFacts) -> String {
        "the \(condition.name) is \(condition.found(facts)), not \(condition.wanted)"
    }

    /// All conditions, as people say them: `email.send, account acme, target *@customer.example`.
    package var words: String {
        conditions.map { condition in
            switch condition {
            case .action(let pattern): pattern.words
            case .account, .agent, .submitter, .target: condition.name + " " + condition.wanted
            default: condition.words
            }
        }.joined(separator: ", ")
    }
}

extension YAMLNode {
    /// What a YAML file that says the same has. Numbers are written as JSON writes them.
    init(_ value: JSONValue) {
        let nowhere = YAMLPlace(line: 1, column: 1)
        let content: YAMLContent
        switch value {
        case .null, .bool, .number:
            content = .text(String(decoding: value.canonicalBytes(), as: UTF8.self), isPlain: true)
        case .string(let text): content = .text(text, isPlain: false)
        case .array(let elements): content = .list(elements.map { YAMLNode($0) })
        case .object(let object):
            content = .mapping(
                object.members.map { YAMLMember(name: $0.name, place: nowhere, value: YAMLNode($0.value)) })
        }
        self.init(content: content, place: nowhere)
    }
}
