import HandoffCards
import StrictJSON
import StrictYAML

/// Where in an action's arguments its value stands: `{amount: /amount, currency: /currency}`, or with a currency that is always the same.
package struct ValuePlace: Sendable, Equatable {
    let amount: JSONPointer
    let currency: Currency

    enum Currency: Sendable, Equatable {
        case always(String)
        case at(JSONPointer)
    }

    init(_ node: YAMLNode, file: String) throws(YAMLProblem) {
        var reader = try YAMLReader(node, file: file, what: "value_from")
        amount = try reader.pointer(try reader.required("amount"), "amount", "such as /amount")
        let currency = try reader.required("currency")
        if currency.text?.utf8.first == UInt8(ascii: "/") {
            self.currency = .at(try reader.pointer(currency, "currency", "such as /currency"))
        } else {
            self.currency = .always(try reader.currency())
        }
        try reader.finish()
    }

    /// Nil where there is no decimal number, or no currency.
    func value(in arguments: JSONObject) -> Money? {
        let amount: String? =
            switch JSONValue.object(arguments)[amount] {
            case .string(let text)?: text
            case .number(let number)?: String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self)
            default: nil
            }
        let code: String?
        switch currency {
        case .always(let always): code = always
        case .at(let pointer): code = JSONValue.object(arguments)[pointer]?.string
        }
        guard let amount, let code else { return nil }
        return Action.Money(amount + " " + code).map { Money($0) }
    }
}
