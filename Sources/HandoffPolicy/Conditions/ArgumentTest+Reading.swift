import StrictJSON
import StrictYAML

extension ArgumentTest {
    /// A text (with wildcards), a number, `true` or `false`; or a mapping of `over`, `under`, `one_of`, `absent`, `equal`.
    init(_ node: YAMLNode, file: String) throws(YAMLProblem) {
        guard case .mapping = node.content else {
            parts = [.oneOf([try Wanted(node, file: file)])]
            return
        }
        var reader = try YAMLReader(node, file: file, what: "a condition on an argument")
        parts = []
        if let text = try reader.decimal("over"), let limit = ExactDecimal(text) {
            parts.append(.over(limit, text: text))
        }
        if let text = try reader.decimal("under"), let limit = ExactDecimal(text) {
            parts.append(.under(limit, text: text))
        }
        if let nodes = try reader.list("one_of") {
            var wanted: [Wanted] = []
            for node in nodes { wanted.append(try Wanted(node, file: file)) }
            parts.append(.oneOf(wanted))
        }
        if let node = reader.node("equal") {
            parts.append(.equal(JSONText(canonical: JSONValue(node))))
        }
        let absent = try reader.bool("absent")
        if let absent { parts.append(.absent(absent)) }
        try reader.finish()
        if parts.contains(.oneOf([])) { throw reader.problem(node, "one_of lists nothing") }
        guard !parts.isEmpty else {
            throw reader.problem(node, "a condition needs over, under, one_of, equal or absent")
        }
        guard absent != true || parts.count == 1 else {
            throw reader.problem(node, "what is absent is neither over, under nor one of anything")
        }
    }
}

extension ArgumentTest.Wanted {
    init(_ node: YAMLNode, file: String) throws(YAMLProblem) {
        switch JSONValue(node) {
        case .string(let text):
            do { self = .text(try Glob(text)) } catch {
                throw YAMLProblem(file: file, node: node, reason: "\(error)")
            }
        case .number(let number): self = .number(number)
        case .bool(let bool): self = .bool(bool)
        default:
            throw YAMLProblem(
                file: file, node: node, reason: "an argument is compared with a text, a number, true or false")
        }
    }
}
