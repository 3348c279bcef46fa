import HandoffCards
import StrictJSON

/// A line of the log as an OCSF event of the class API Activity (6003), of schema version 1.3.0.
///
/// What has no place in that class is under `unmapped`, the line's whole body included.
package struct OCSFEvent {
    private let line: AuditLine
    private let body: JSONValue
    private let found: AuditCase?
    private let origin: String

    /// - Parameter found: the case that the line belongs to, as far as it is known, and with what was taken out of `body` taken out.
    package init(_ line: AuditLine, body: JSONValue, found: AuditCase?, origin: String) {
        self.line = line
        self.body = body
        self.found = found
        self.origin = origin
    }

    /// - Parameter version: of handoff.
    package func document(version: String) -> JSONValue {
        let activity = activity
        var event: JSONObject = [
            "category_uid": 6, "category_name": "Application Activity", "class_uid": 6003, "class_name": "API Activity",
            "activity_id": .number(Double(activity.id)), "activity_name": .string(activity.name),
            "type_uid": .number(Double(600_300 + activity.id)),
            "type_name": .string("API Activity: \(activity.id == 99 ? "Other" : activity.name)"),
            "time": .number(Double(line.time.milliseconds)), "severity_id": .number(Double(severity.id)),
            "severity": .string(severity.name), "status_id": .number(Double(status.id)), "status": .string(status.name),
        ]
        if let detail = text("message") ?? text("detail") ?? text("reason") { event["status_detail"] = .string(detail) }
        event["actor"] = actor
        event["api"] = ["operation": .string(line.type), "service": ["name": "handoff"]]
        // The queue is a folder: what is known of where a call comes from is the agent or the console.
        event["src_endpoint"] = ["name": .string(isByAgent ? found?.agent ?? "agent" : "handoff")]
        event["resources"] = .array(resources)
        event["metadata"] = [
            "version": "1.3.0", "product": ["name": "handoff", "vendor_name": "handoff", "version": .string(version)],
            "uid": .string("\(origin)/\(line.sequence)"), "event_code": .string(line.type), "log_name": .string(origin),
            "sequence": .number(Double(line.sequence)), "original_time": .string(line.time.description),
        ]
        if let card = text("card"), case .object(var metadata)? = event["metadata"] {
            metadata["correlation_uid"] = .string(card)
            event["metadata"] = .object(metadata)
        }
        event["unmapped"] = ["leaf": .string(line.leaf.hex), "body": body]
        return .object(event)
    }

    private func text(_ name: String) -> String? { body.object?[name]?.string }

    private var activity: (id: Int, name: String) {
        switch line.type {
        case "handoff.proposed", "authorization.granted": (1, "Create")
        case "handoff.endorsed", "handoff.decided", "handoff.skipped", "handoff.expired", "authorization.used",
            "canary.answered",
            "authorization.suspended", "authorization.review_asked", "authorization.resumed", "authorization.renewed",
            "authorization.expired":
            (3, "Update")
        case "handoff.withdrawn", "authorization.revoked": (4, "Delete")
        case "execution.started", "execution.finished", "execution.unknown": (99, "Execute")
        case "handoff.refused": (99, "Refuse")
        case "policy.loaded": (99, "Load")
        default: (99, "Record")
        }
    }

    private var status: (id: Int, name: String) {
        switch line.type {
        case "handoff.decided":
            text("decision") == "approved" ? (1, "Success") : (99, text("decision")?.capitalizedWord ?? "Decided")
        case "handoff.expired": (99, "Expired")
        case "handoff.withdrawn": (99, "Withdrawn")
        case "handoff.refused": (2, "Failure")
        case "execution.unknown": (0, "Unknown")
        case "execution.finished":
            switch text("status") {
            case "succeeded": (1, "Success")
            case "failed": (2, "Failure")
            case "rolled_back": (99, "Rolled back")
            default: (99, "Not attempted")
            }
        default: (1, "Success")
        }
    }

    private var severity: (id: Int, name: String) {
        switch line.type {
        case "handoff.proposed":
            switch text("risk") {
            case "low": (2, "Low")
            case "medium": (3, "Medium")
            case "high": (4, "High")
            case "critical": (5, "Critical")
            default: (0, "Unknown")
            }
        case "execution.finished" where text("status") == "failed" || text("status") == "rolled_back": (3, "Medium")
        case "execution.unknown": (4, "High")
        case "handoff.refused", "log.recovered", "log.clock_stepped": (3, "Medium")
        default: (1, "Informational")
        }
    }

    /// Whether the agent did it, and not operator or gate.
    private var isByAgent: Bool {
        switch line.type {
        case "handoff.proposed": body.object?["own"]?.bool != true
        case "handoff.withdrawn": true
        case "execution.finished": text("reported_by") == AuditFact.Finished.byAgent
        default: false
        }
    }

    /// The person who did it.
    private var person: String? {
        if let name = text("operator") { return name }
        guard line.type == "execution.finished", let reporter = text("reported_by"),
            reporter != AuditFact.Finished.byAgent, reporter != AuditFact.Finished.byGate
        else { return nil }
        return reporter
    }

    private var actor: JSONValue {
        if let name = person {
            return ["user": ["name": .string(name), "type_id": 1, "type": "User"], "app_name": "handoff"]
        }
        guard isByAgent else { return ["app_name": "handoff"] }
        let agent = found?.agent ?? body[JSONPointer(tokens: ["document", "agent", "name"])]?.string ?? "agent"
        return ["app_name": .string(agent), "user": ["name": .string(agent), "type_id": 3, "type": "System"]]
    }

    private var resources: [JSONValue] {
        var resources: [JSONValue] = []
        if line.type == "policy.loaded", let digest = text("digest") {
            resources.append(["uid": .string(digest), "type": "handoff policy"])
        }
        if let card = text("card") { resources.append(["uid": .string(card), "type": "handoff card"]) }
        if let found {
            var resource: JSONObject = ["type": .string(found.actionType)]
            // As the line's own text says it, so that what was redacted stays so.
            if let target = body[JSONPointer(tokens: ["document", "action", "target"])]?.string {
                resource["name"] = .string(target)
            }
            if let account = found.account { resource["owner"] = ["account": ["name": .string(account)]] }
            resources.append(.object(resource))
        }
        return resources
    }
}

extension String {
    /// `declined` as `Declined`.
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
