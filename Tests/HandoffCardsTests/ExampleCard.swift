import HandoffCards
import StrictJSON

/// A whole card with every member, for tests to change one thing of.
enum ExampleCard {
    static let id = CardID("0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90")!

    static let text = """
        {
          "handoff": 1,
          "id": "0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90",
          "created": "2026-11-22T14:02:11Z",
          "expires": "2026-11-22T14:17:11Z",
          "agent": {"name": "sales-assistant", "version": "1.4", "run": "run-81"},
          "account": "acme",
          "context": "Answering Lena's question about the price of a two-year renewal.",
          "proposal": "The reply quotes the list price with the usual 8% for two years. It is ready to go out.",
          "consequence": "Sends the email to lena@northwind.example from your support address.",
          "action": {
            "type": "email.send",
            "target": "lena@northwind.example",
            "arguments": {"to": ["lena@northwind.example"], "subject": "Your renewal", "body": "Hello Lena, …"},
            "reversible": false, "external": true, "scale": 1,
            "value": {"amount": "1200.00", "currency": "EUR"}
          },
          "trigger": {"kind": "boundary"},
          "confidence": 0.93,
          "question": {"text": "Which pricing terms apply?",
                       "options": [{"id": "standard", "label": "Standard terms", "confidence": 0.61,
                                    "arguments": {"subject": "Standard terms"}}]},
          "scope": {"boundary": "I can read the CRM but not billing.", "extend": "Connect billing under Settings.",
                    "in_scope": {"proposal": "Send the summary without invoices.", "arguments": {"body": "Short"}},
                    "out_of_scope": "Attach unpaid invoices.", "saved": "state.json"},
          "buttons": [{"id": "send", "label": "Send", "does": "approve"},
                      {"id": "review", "label": "Review draft", "does": "review"},
                      {"id": "skip", "label": "Skip for now", "does": "skip"}],
          "default": "send",
          "reasoning": "Lena asked on 18 Nov.",
          "editable": ["/arguments/body", "/arguments/subject"],
          "attachments": [{"name": "draft.md", "media_type": "text/markdown", "text": "# Draft"}],
          "metadata": {"ticket": "CRM-118"}
        }
        """

    static var document: JSONValue { get throws { try JSONValue(parsing: text) } }

    static func card() throws -> Card { try Card(document: document, id: id) }

    /// The example with the value at `pointer` replaced, or taken out when it is nil.
    static func changed(_ pointer: String, to value: JSONValue?) throws -> JSONValue {
        var tokens = JSONPointer(pointer)!.tokens
        let name = tokens.removeLast()
        let parent = JSONPointer(tokens.map { "/" + $0 }.joined())!
        let document = try document
        if case .array(var elements)? = document[parent] {
            elements[Int(name)!] = value ?? .null
            return document.replacing(parent, with: .array(elements))!
        }
        guard case .object(var members)? = document[parent] else { fatalError("\(pointer) has no parent") }
        members[name] = value
        return tokens.isEmpty ? .object(members) : document.replacing(parent, with: .object(members))!
    }
}
