import Spelling
import Yams

/// Takes a mapping's members out by name and knows which are left, for files where an unknown name is an error.
package struct YAMLReader {
    package let file: String
    /// Where the mapping begins.
    package let place: YAMLPlace
    private let members: [YAMLMember]
    private var isTaken: [Bool]
    private var asked: [String] = []

    /// - Parameter what: names the mapping in errors, for example "the palette".
    package init(_ node: YAMLNode, file: String, what: String) throws(YAMLProblem) {
        guard case .mapping(let members) = node.content else {
            throw YAMLProblem(file: file, node: node, reason: "\(what) should be a mapping of names to values")
        }
        self.file = file
        self.members = members
        isTaken = Array(repeating: false, count: members.count)
        place = node.place
    }

    package mutating func node(_ name: String) -> YAMLNode? {
        asked.append(name)
        guard let place = members.firstIndex(where: { $0.name == name }) else { return nil }
        isTaken[place] = true
        return members[place].value
    }

    /// The member, which must be there.
    package mutating func required(_ name: String) throws(YAMLProblem) -> YAMLNode {
        if let node = node(name) { return node }
        let others = members.indices.filter { !isTaken[$0] }.map { members[$0] }
        if let near = Spelling.nearest(to: name, of: others.map(\.name)),
            let member = others.first(where: { $0.name == near })
        {
            throw YAMLProblem(
                file: file, place: member.place, reason: "\(near) is not known here; did you mean \(name)?")
        }
        throw YAMLProblem(file: file, place: place, reason: "\(name) is missing")
    }

    package mutating func string(_ name: String) throws(YAMLProblem) -> String? {
        guard let node = node(name) else { return nil }
        return try string(of: node, name)
    }

    /// A list of strings.
    package mutating func strings(_ name: String) throws(YAMLProblem) -> [String]? {
        guard let node = node(name) else { return nil }
        return try list(of: node, name).map { element throws(YAMLProblem) in try string(of: element, "each of \(name)")
        }
    }

    /// `true` or `false`, without quotation marks.
    package mutating func bool(_ name: String) throws(YAMLProblem) -> Bool? {
        guard let node = node(name) else { return nil }
        return try bool(of: node, name)
    }

    /// A whole number from 0 to 2^53 - 1.
    package mutating func integer(_ name: String) throws(YAMLProblem) -> Int? {
        guard let node = node(name) else { return nil }
        guard let text = node.text, text.utf8.count <= 16, Self.isDigits(text), let number = Int(text),
            number <= 9_007_199_254_740_991
        else { throw problem(node, "\(name) should be a whole number, 0 or more") }
        return number
    }

    /// `-?digits[.digits]`, as it is written, at most 40 bytes.
    package mutating func decimal(_ name: String) throws(YAMLProblem) -> String? {
        guard let node = node(name) else { return nil }
        guard let text = node.text, Self.isDecimal(text) else {
            throw problem(node, "\(name) should be a decimal number such as 1200.00")
        }
        return text
    }

    /// A decimal from 0 to 1.
    package mutating func share(_ name: String) throws(YAMLProblem) -> Double? {
        guard let node = node(name) else { return nil }
        guard let text = node.text, Self.isDecimal(text), let share = Double(text), (0...1).contains(share)
        else { throw problem(node, "\(name) should be a number from 0 to 1") }
        return share
    }

    /// A list's elements.
    package mutating func list(_ name: String) throws(YAMLProblem) -> [YAMLNode]? {
        guard let node = node(name) else { return nil }
        return try list(of: node, name)
    }

    /// A mapping's members in their order.
    package mutating func members(_ name: String) throws(YAMLProblem) -> [YAMLMember] {
        guard let node = node(name) else { return [] }
        guard let members = node.mapping else {
            throw problem(node, "\(name) should be a mapping of names to values")
        }
        return members
    }

    /// Throws for the first member that was not asked for.
    package func finish() throws(YAMLProblem) {
        guard let place = isTaken.firstIndex(of: false) else { return }
        let known = Set(asked).sorted()
        let name = members[place].name
        let near = Spelling.nearest(to: name, of: known).map { "did you mean \($0)? Known" } ?? "known"
        throw YAMLProblem(
            file: file, place: members[place].place,
            reason: "\(name.isEmpty ? "this" : name) is not known here; \(near) are \(known.joined(separator: ", "))")
    }

    package func problem(_ node: YAMLNode?, _ reason: String) -> YAMLProblem {
        YAMLProblem(file: file, node: node, reason: reason)
    }
}

extension YAMLReader {
    package func string(of node: YAMLNode, _ what: String) throws(YAMLProblem) -> String {
        guard let text = node.text else { throw problem(node, "\(what) should be a text") }
        return text
    }

    package func bool(of node: YAMLNode, _ what: String) throws(YAMLProblem) -> Bool {
        if case .text(let text, true) = node.content {
            if text == "true" { return true }
            if text == "false" { return false }
        }
        throw problem(node, "\(what) should be true or false")
    }

    package func list(of node: YAMLNode, _ what: String) throws(YAMLProblem) -> [YAMLNode] {
        guard let elements = node.list else { throw problem(node, "\(what) should be a list") }
        return elements
    }

    package static func isDecimal(_ text: String) -> Bool {
        let unsigned = text.utf8.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return text.utf8.count <= 40 && parts.allSatisfy { isDigits($0) }
    }

    private static func isDigits(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// The one document of a file; nil when it is empty. Every plain scalar is a text: only texts are asked for, and the
    /// default rules would cost two milliseconds of compiling regular expressions.
    package static func document(_ text: String, file: String) throws(YAMLProblem) -> YAMLNode? {
        let node: Node?
        do { node = try compose(yaml: text, .basic) } catch { throw YAMLProblem(file: file, error) }
        return try node.map { node throws(YAMLProblem) in try YAMLNode(node, file: file) }
    }
}
