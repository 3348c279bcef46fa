import StrictJSON

/// Somebody whom the mailer writes to.
struct Customer {
    let first: String
    let address: String
    let company: String

    static let all = [
        Customer(first: "Lena", address: "lena@northwind.example", company: "Northwind"),
        Customer(first: "Tomás", address: "tomas@riverabooks.example", company: "Rivera Books"),
        Customer(first: "Aiko", address: "aiko@hoshi-tea.example", company: "Hoshi Tea"),
        Customer(first: "Priya", address: "priya@lumenworks.example", company: "Lumenworks"),
        Customer(first: "Jonas", address: "jonas@weber-bau.example", company: "Weber Bau"),
        Customer(first: "Chloé", address: "chloe@atelier-m.example", company: "Atelier M"),
        Customer(first: "Samuel", address: "samuel@okafor-freight.example", company: "Okafor Freight"),
        Customer(first: "Ingrid", address: "ingrid@fjordkart.example", company: "Fjordkart"),
    ]

    var consequence: String { "Sends the email to \(address) from your support address." }

    func letter(_ text: String) -> String { "Hello \(first),\n\n\(text)\n\nBest regards\nAcme support\n" }

    /// The action of sending one email.
    func mail(subject: String, body: String, value: JSONValue? = nil) -> JSONValue {
        var action: JSONObject = [
            "type": "email.send", "target": .string(address),
            "arguments": ["to": [.string(address)], "subject": .string(subject), "body": .string(body)],
            "reversible": false, "external": true, "scale": 1,
        ]
        if let value { action["value"] = value }
        return .object(action)
    }
}
