import HandoffCards
import StrictYAML

/// Cases that a policy is tested with: facts, and the ruling that they should get.
package struct PolicyCases: Sendable {
    package let cases: [Case]

    package struct Case: Sendable {
        package let name: String
        package let facts: PolicyFacts
        package let expected: RulingKind
        /// Must stand in the ruling's line.
        package let why: String?
        package let place: YAMLPlace

        /// Why the policy fails it; nil when it does not.
        package func failure(under policy: Policy) -> String? {
            let ruling = policy.ruling(on: facts)
            if ruling.kind != expected { return "\(ruling.kind.word), not \(expected.word): \(ruling.why)" }
            guard let why, !ruling.why.contains(why) else { return nil }
            return "\(ruling.kind.word), but not because of \"\(why)\": \(ruling.why)"
        }
    }

    package init(_ text: String, file: String) throws(YAMLProblem) {
        guard let node = try YAMLReader.document(text, file: file) else {
            throw YAMLProblem(file: file, place: YAMLPlace(line: 1, column: 1), reason: "the file is empty")
        }
        var reader = try YAMLReader(node, file: file, what: "a file of cases")
        var cases: [Case] = []
        let list = try reader.required("cases")
        for node in try reader.list(of: list, "cases") {
            var members = try YAMLReader(node, file: file, what: "a case")
            let name = try members.string(of: try members.required("name"), "name")
            let facts = try PolicyFacts(try members.required("facts"), file: file, what: "facts")
            let rulingNode = try members.required("ruling")
            guard let ruling = RulingKind(try members.string(of: rulingNode, "ruling")) else {
                throw members.problem(rulingNode, "ruling should be forbid, ask_two, ask or act")
            }
            let why = try members.string("why")
            try members.finish()
            cases.append(Case(name: name, facts: facts, expected: ruling, why: why, place: node.place))
        }
        try reader.finish()
        guard !cases.isEmpty else { throw reader.problem(list, "cases lists nothing") }
        self.cases = cases
    }
}
