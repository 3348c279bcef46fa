import Yams

/// A piece of a YAML file and where it stands.
package struct YAMLNode: Sendable {
    package let content: YAMLContent
    package let place: YAMLPlace

    package init(content: YAMLContent, place: YAMLPlace) {
        self.content = content
        self.place = place
    }
}

package enum YAMLContent: Sendable {
    /// Whether a text is written without quotation marks tells `5` from `"5"` where a file may hold both.
    case text(String, isPlain: Bool)
    case list([YAMLNode])
    /// In their order; names are unique.
    case mapping([YAMLMember])
}

package struct YAMLMember: Sendable {
    package let name: String
    /// Of the name.
    package let place: YAMLPlace
    package let value: YAMLNode

    package init(name: String, place: YAMLPlace, value: YAMLNode) {
        self.name = name
        self.place = place
        self.value = value
    }
}

extension YAMLNode {
    package var text: String? {
        if case .text(let text, _) = content { text } else { nil }
    }

    package var list: [YAMLNode]? {
        if case .list(let list) = content { list } else { nil }
    }

    package var mapping: [YAMLMember]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// A mapping's member.
    package subscript(name: String) -> YAMLNode? { mapping?.first { $0.name == name }?.value }
}

extension YAMLNode {
    /// The same as the parser's node, which costs much more to hand around.
    ///
    /// Throws when a name is not a text.
    init(_ node: Node, file: String) throws(YAMLProblem) {
        switch node {
        case .scalar(let scalar):
            self.init(content: .text(scalar.string, isPlain: scalar.style == .plain), place: YAMLPlace(scalar.mark))
        case .sequence(let sequence):
            var list: [YAMLNode] = []
            list.reserveCapacity(sequence.count)
            for node in sequence { list.append(try YAMLNode(node, file: file)) }
            self.init(content: .list(list), place: YAMLPlace(sequence.mark))
        case .mapping(let mapping):
            var members: [YAMLMember] = []
            members.reserveCapacity(mapping.count)
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw YAMLProblem(file: file, place: YAMLPlace(key.mark), reason: "a name should be a text")
                }
                members.append(
                    YAMLMember(
                        name: name.string, place: YAMLPlace(name.mark), value: try YAMLNode(value, file: file)))
            }
            self.init(content: .mapping(members), place: YAMLPlace(mapping.mark))
        case .alias(let alias):
            // Only made by hand: the parser puts what an alias stands for in its place.
            throw YAMLProblem(file: file, place: YAMLPlace(alias.mark), reason: "an alias stands for nothing")
        }
    }
}
