import Yams

/// Takes a mapping's members out by name and knows which are left, for files where an unknown name is an error.
struct YAMLReader {
    private let file: String
    private let mapping: Node.Mapping
    private var taken: Set<String> = []

    /// - Parameter what: names the mapping in errors, for example "the palette".
    init(_ node: Node, file: String, what: String) throws(YAMLProblem) {
        guard case .mapping(let mapping) = node else {
            throw YAMLProblem(file: file, mark: node.mark, reason: "\(what) should be a mapping of names to values")
        }
        self.file = file
        self.mapping = mapping
    }

    mutating func node(_ name: String) -> Node? {
        taken.insert(name)
        return mapping.first { $0.key.scalar?.string == name }?.value
    }

    mutating func string(_ name: String) throws(YAMLProblem) -> String? {
        guard let node = node(name) else { return nil }
        return try string(of: node, name)
    }

    /// A list's.
    mutating func elements(_ name: String) throws(YAMLProblem) -> [Node]? {
        guard let node = node(name) else { return nil }
        guard case .sequence(let elements) = node else { throw problem(node, "\(name) should be a list") }
        return Array(elements)
    }

    /// A list of strings.
    mutating func strings(_ name: String) throws(YAMLProblem) -> [String]? {
        try elements(name)?.map { element throws(YAMLProblem) in try string(of: element, "each of \(name)") }
    }

    /// A mapping's members in their order.
    mutating func members(_ name: String) throws(YAMLProblem) -> [(name: String, value: Node)] {
        guard let node = node(name) else { return [] }
        guard case .mapping(let mapping) = node else {
            throw problem(node, "\(name) should be a mapping of names to values")
        }
        return try mapping.map { member throws(YAMLProblem) in (try string(of: member.key, "a name"), member.value) }
    }

    /// Throws for the first member that was not asked for.
    func finish() throws(YAMLProblem) {
        for member in mapping where !taken.contains(member.key.scalar?.string ?? "") {
            let known = taken.sorted().joined(separator: ", ")
            throw problem(member.key, "\(member.key.scalar?.string ?? "this") is not known here; known are \(known)")
        }
    }

    func string(of node: Node, _ what: String) throws(YAMLProblem) -> String {
        guard let text = node.scalar?.string else { throw problem(node, "\(what) should be a text") }
        return text
    }

    func problem(_ node: Node?, _ reason: String) -> YAMLProblem {
        YAMLProblem(file: file, mark: node?.mark, reason: reason)
    }
}

extension YAMLReader {
    /// The one document of a file; nil when it is empty. Every plain scalar is a text: only texts are asked for, and the
    /// default rules would cost two milliseconds of compiling regular expressions.
    static func document(_ text: String, file: String) throws(YAMLProblem) -> Node? {
        do { return try compose(yaml: text, .basic) } catch { throw YAMLProblem(file: file, error) }
    }
}
