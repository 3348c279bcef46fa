import StrictYAML

/// What came of the cases that stand in one rule.
package struct RuleTests: Sendable {
    /// The rule's id.
    package let rule: String
    /// Of the rule.
    package let place: YAMLPlace
    /// How many cases there are.
    package let count: Int
    /// The cases that the rule fails, as errors of the policy's file.
    package let failures: [PolicyProblem]

    init(_ rule: Rule, _ tests: [SelfTest], under policy: Policy, file: String) {
        self.rule = rule.id
        place = rule.place
        count = tests.count
        failures = tests.compactMap { test in
            test.failure(of: rule, entry: policy.entry(test.facts.action)).map { words in
                PolicyProblem(severity: .error, file: file, place: test.place, words: words)
            }
        }
    }
}
