import StrictJSON
import StrictYAML

extension JSONValue {
    /// What a YAML node says as JSON: a plain `true`, `false`, `null` or number as JSON writes it is that, every other
    /// scalar is a text. A number that JSON cannot hold exactly stays the text that it is. Nil for a mapping whose names
    /// are not texts.
    init?(_ node: YAMLNode) {
        switch node.content {
        case .text(let text, let isPlain): self = isPlain ? Self.plain(text) : .string(text)
        case .list(let nodes):
            var elements: [JSONValue] = []
            elements.reserveCapacity(nodes.count)
            for node in nodes {
                guard let element = JSONValue(node) else { return nil }
                elements.append(element)
            }
            self = .array(elements)
        case .mapping(let pairs):
            var members: [JSONObject.Member] = []
            members.reserveCapacity(pairs.count)
            for pair in pairs {
                guard case .text(let name, _) = pair.name.content, let value = JSONValue(pair.value) else { return nil }
                members.append(JSONObject.Member(name: name, value: value))
            }
            self = .object(JSONObject(members))
        }
    }

    private static func plain(_ text: String) -> JSONValue {
        switch text.utf8.first {
        case UInt8(ascii: "t")? where text == "true": return true
        case UInt8(ascii: "f")? where text == "false": return false
        case UInt8(ascii: "n")? where text == "null": return nil
        case UInt8(ascii: "-")?, (UInt8(ascii: "0")...UInt8(ascii: "9"))?:
            guard let value = try? JSONValue(parsing: text), value.number != nil else { return .string(text) }
            return value
        default: return .string(text)
        }
    }
}
