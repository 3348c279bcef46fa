import StrictJSON
import StrictYAML

extension JSONValue {
    /// What a YAML node says as JSON: a plain `true`, `false`, `null` or number as JSON writes it is that, every other
    /// scalar is a text. A number that JSON cannot hold exactly stays the text that it is.
    init(_ node: YAMLNode) {
        switch node.content {
        case .text(let text, let isPlain): self = isPlain ? Self.plain(text) : .string(text)
        case .list(let nodes): self = .array(nodes.map(JSONValue.init))
        case .mapping(let members):
            self = .object(JSONObject(members.map { JSONObject.Member(name: $0.name, value: JSONValue($0.value)) }))
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
