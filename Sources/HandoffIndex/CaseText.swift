import HandoffAudit
import HandoffCards
import StrictJSON

/// What full-text search finds a line by.
enum CaseText {
    /// Bytes of a card's text beyond this are not searched.
    private static let longest = 16 << 10

    /// All that the card says: prose, question, scope, the arguments' strings, and who and what it is about.
    static func text(of fact: AuditFact.Proposed) -> String {
        guard let card = fact.document.object else { return "" }
        var text = ""
        for name in ["context", "proposal", "consequence", "reasoning", "account"] { add(card[name], to: &text) }
        add(card["agent"]?.object?["name"], to: &text)
        let action = card["action"]?.object
        for name in ["type", "target", "arguments"] { add(action?[name], to: &text) }
        for name in ["question", "scope", "metadata"] { add(card[name], to: &text) }
        return text
    }

    private static func add(_ value: JSONValue?, to text: inout String) {
        guard let value, text.utf8.count < longest else { return }
        switch value {
        case .string(let string):
            text += string.utf8.count <= longest ? string : String(string.prefix(longest))
            text += "\n"
        case .array(let elements): for element in elements { add(element, to: &text) }
        case .object(let object): for member in object.members { add(member.value, to: &text) }
        case .null, .bool, .number: break
        }
    }

    /// One word for each field that a filter often asks for, so that the full-text index can leave out the other cases.
    static func tags(account: String?, actionType: String, agent: String) -> String {
        var tags = [tag(.action, actionType), tag(.agent, agent)]
        if let account { tags.append(tag(.account, account)) }
        return tags.joined(separator: " ")
    }

    /// The same for values that differ in ASCII case alone. Two values may share one: the row decides.
    static func tag(_ field: AuditFilter.Field, _ value: String) -> String {
        // FNV-1a, 64 bits (Fowler, Noll, Vo).
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in value.utf8 {
            hash = (hash ^ UInt64((65...90).contains(byte) ? byte + 32 : byte)) &* 0x100_0000_01b3
        }
        return field.rawValue + String(hash, radix: 36)
    }
}
