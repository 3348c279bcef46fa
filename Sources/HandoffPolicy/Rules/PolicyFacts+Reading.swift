import HandoffCards
import StrictJSON
import StrictYAML

extension PolicyFacts {
    /// The facts of a test, as few as it needs. What is not said is not known: a first time counts as one.
    package init(_ node: YAMLNode, file: String, what: String) throws(YAMLProblem) {
        var reader = try YAMLReader(node, file: file, what: what)
        let actionNode = try reader.required("action")
        self.init(action: try reader.string(of: actionNode, "action"))
        account = try reader.string("account")
        agent = try reader.string("agent")
        submitter = try reader.string("submitter")
        target = try reader.string("target")
        if let node = reader.node("arguments") {
            guard case .object(let object) = JSONValue(node) else {
                throw reader.problem(node, "arguments should be a mapping of names to values")
            }
            arguments = object
        }
        isReversible = try reader.bool("reversible")
        isExternal = try reader.bool("external")
        scale = try reader.integer("scale")
        if let node = reader.node("value") {
            var members = try YAMLReader(node, file: file, what: "value")
            let amountNode = try members.required("amount")
            guard let amount = try members.decimal("amount") else { throw members.problem(amountNode, "no amount") }
            value = Money(amount: amount, currency: try members.currency())
            try members.finish()
        }
        confidence = try reader.share("confidence")
        if let node = reader.node("trigger") {
            guard let kind = Card.Trigger(rawValue: try reader.string(of: node, "trigger")) else {
                throw reader.problem(node, "trigger should be boundary, confidence, scope or failure")
            }
            trigger = kind
        }
        isFirstTime = try reader.bool("first_time")
        if let counts = try reader.bool("calibrated"), counts { calibration = .counts }
        if let more = try reader.integer("decisions_missing") { calibration = .needs(more: more) }
        if let node = reader.node("time") {
            guard let time = TimeOfDay(try reader.string(of: node, "time")) else {
                throw reader.problem(node, "time should be a time such as \"18:30\"")
            }
            self.time = time
        }
        if let node = reader.node("weekday") {
            guard let day = Weekday(try reader.string(of: node, "weekday")) else {
                throw reader.problem(node, "weekday should be one of mon, tue, wed, thu, fri, sat, sun")
            }
            weekday = day
        }
        try reader.finish()
    }
}
