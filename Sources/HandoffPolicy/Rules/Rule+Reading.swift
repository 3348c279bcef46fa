import HandoffCards
import StrictYAML

extension Rule {
    /// A rule with the cases that it is tested with when it is loaded.
    static func read(_ node: YAMLNode, file: String) throws(YAMLProblem) -> (rule: Rule, tests: [SelfTest]) {
        var reader = try YAMLReader(node, file: file, what: "a rule")
        let idNode = try reader.required("id")
        let id = try reader.string(of: idNode, "id")
        guard (1...96).contains(id.utf8.count), id.utf8.allSatisfy(isNameByte) else {
            throw reader.problem(idNode, "id should be 1 to 96 of A-Z a-z 0-9 . _ -")
        }
        let rulingNode = try reader.required("ruling")
        guard let ruling = RulingKind(try reader.string(of: rulingNode, "ruling")) else {
            throw reader.problem(rulingNode, "ruling should be forbid, ask_two, ask or act")
        }
        let because = try reader.string("because")
        if let because, !because.utf8.contains(where: { $0 > 0x20 }) {
            throw reader.problem(reader.node("because"), "because says nothing")
        }
        if ruling == .forbid, because == nil {
            throw reader.problem(rulingNode, "a rule that forbids says why: because is missing")
        }
        let all = try Condition.conditions(try reader.required("when"), file: file)
        var actions: TextPattern?
        if case .action(let pattern)? = all.first { actions = pattern }
        var tests: [SelfTest] = []
        for (name, matches) in [("match", true), ("not_match", false)] {
            for node in try reader.list(name) ?? [] {
                tests.append(
                    SelfTest(
                        facts: try PolicyFacts(node, file: file, what: "a case of \(name)"), matches: matches,
                        place: node.place))
            }
        }
        try reader.finish()
        let rule = Rule(
            id: id, ruling: ruling, because: because, actions: actions,
            conditions: actions == nil ? all : Array(all.dropFirst()), place: idNode.place)
        return (rule, tests)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
