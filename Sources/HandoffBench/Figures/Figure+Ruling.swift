import HandoffCards
import HandoffPolicy
import StrictJSON
import StrictYAML

extension Figure {
    static let ruling = Figure(name: "ruling") { workbench in
        let text = policy(rules: 1000)
        let loading = try Samples.of(workbench.samples(30)) {
            let reading = PolicyReading(text, file: "policy.yaml")
            guard reading.policy?.rules.count == 1000 else {
                throw BenchError.broken("the policy is not good: \(reading.problems.first.map(\.description) ?? "")")
            }
        }
        let parsing = try Samples.of(workbench.samples(30)) {
            guard try YAMLReader.document(text, file: "policy.yaml") != nil else { throw BenchError.broken("no YAML") }
        }
        guard let policy = PolicyReading(text, file: "policy.yaml").policy else {
            throw BenchError.broken("the policy is not good")
        }
        let cards = (0..<1000).map { number in
            var facts = PolicyFacts(action: "mail.send\(number % 50)")
            facts.account = "account-\(number)"
            facts.target = "someone-\(number)@place-\(number % 13).example"
            facts.arguments = ["subject": .string("About \(number)")]
            facts.scale = number % 40
            return facts
        }
        let rulings = Samples.of(workbench.samples(30)) { for facts in cards { _ = policy.ruling(on: facts) } }
        return [
            Row(
                what: "load and check a policy of 1,000 rules", value: .milliseconds(loading.median),
                floor: Floor(name: "parsing its YAML", value: .milliseconds(parsing.median)), target: .atMost(40)),
            // A thousand of them, in milliseconds: each in microseconds.
            Row(what: "rule on one card", value: .microseconds(rulings.median), target: .atMost(20)),
        ]
    }

    /// Rules as teams write them, each with the cases that it is tested with.
    private static func policy(rules: Int) -> String {
        var text = "version: 1\nactions:\n"
        for number in 0..<50 {
            text += "  mail.send\(number): {consequence: low, reversible: true, min_confidence_to_act: 0.9}\n"
        }
        text += "rules:\n"
        for number in 0..<rules {
            let (action, account) = ("mail.send\(number % 50)", "account-\(number)")
            text += """
                  - id: rule-\(number)
                    when: {action: \(action), account: \(account), target: "*@place-\(number % 13).example", scale: {over: \(number % 30)}}
                    ruling: \(number % 3 == 0 ? "ask_two" : "ask")
                    because: "what team \(number % 20) agreed on"
                    match: [{action: \(action), account: \(account), target: a@place-\(number % 13).example, scale: 31}]
                    not_match: [{action: \(action), account: other, target: a@place-\(number % 13).example, scale: 31}]

                """
        }
        return text
    }
}
