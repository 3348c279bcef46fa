import HandoffCards
import StrictJSON

/// A line of the log as a CloudEvents 1.0 event in JSON.
package enum CloudEvent {
    /// - Parameters:
    ///   - origin: the log's name in checkpoints, `handoff/` and 16 digits.
    ///   - body: the line's, or what was left of it.
    package static func document(_ line: AuditLine, body: JSONValue, origin: String) -> JSONValue {
        var event: JSONObject = [
            "specversion": "1.0", "id": .string("\(origin)/\(line.sequence)"),
            "source": .string("urn:handoff:log:\(name(of: origin))"),
            "type": .string("dev.handoff." + line.type), "time": .string(line.time.description),
            "datacontenttype": "application/json",
        ]
        if let card = body.object?["card"]?.string { event["subject"] = .string(card) }
        // An extension that exists (CloudEvents, "Sequence"), and one of our own: the line's hash in the log.
        event["sequence"] = .string(String(line.sequence))
        event["leafhash"] = .string(line.leaf.hex)
        event["data"] = body
        return .object(event)
    }

    private static func name(of origin: String) -> Substring { origin.split(separator: "/").last ?? "" }
}
