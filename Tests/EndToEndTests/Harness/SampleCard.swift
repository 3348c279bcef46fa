import Glibc
import StrictJSON

/// Cards as agents would write them.
enum SampleCard {
    /// The example of the card format: irreversible, to the outside, one recipient, so of medium risk.
    static func renewal(id: String) throws -> JSONValue {
        var card = try JSONValue(parsing: renewalText).object ?? JSONObject()
        card["id"] = .string(id)
        card["created"] = .string(time(inSeconds: -60))
        card["expires"] = .string(time(inSeconds: 900))
        return .object(card)
    }

    /// A small card with the members that must be there, and `members` laid over.
    static func small(id: String, _ members: JSONObject = [:]) -> JSONValue {
        var card: JSONObject = [
            "handoff": 1, "id": .string(id), "agent": ["name": "triage-bot"], "context": "Sorting the inbox.",
            "proposal": .string("Close ticket \(id)."),
            "action": ["type": "ticket.close", "reversible": true, "external": false, "scale": 1],
        ]
        for member in members.members { card[member.name] = member.value }
        return .object(card)
    }

    /// RFC 3339, so many seconds from now.
    static func time(inSeconds seconds: Int) -> String {
        var moment = Glibc.time(nil) + seconds
        var parts = tm()
        gmtime_r(&moment, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static let renewalText = #"""
        {
          "handoff": 1,
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
                       "options": [{"id": "standard", "label": "Standard terms", "confidence": 0.61, "arguments": {}}]},
          "scope": {"boundary": "I can read the CRM but not billing.", "extend": "Connect billing under Settings › Data.",
                    "in_scope": {"proposal": "Send the summary without invoices.", "arguments": {}},
                    "out_of_scope": "Attach unpaid invoices.", "saved": "state.json"},
          "buttons": [{"id": "send", "label": "Send", "does": "approve"},
                      {"id": "review", "label": "Review draft", "does": "review"},
                      {"id": "skip", "label": "Skip for now", "does": "skip"}],
          "default": "send",
          "reasoning": "Lena asked on 18 Nov …",
          "editable": ["/arguments/body", "/arguments/subject"],
          "attachments": [{"name": "draft.md", "media_type": "text/markdown", "text": "…"}],
          "metadata": {"ticket": "CRM-118"}
        }
        """#
}
