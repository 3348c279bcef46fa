import StrictJSON
import StrictYAML

extension Condition {
    /// The member `when` of a rule, in an order that depends on nothing.
    static func conditions(_ node: YAMLNode, file: String) throws(YAMLProblem) -> [Condition] {
        var reader = try YAMLReader(node, file: file, what: "when")
        var result: [Condition] = []
        if let pattern = try pattern("action", &reader) {
            for glob in pattern.globs where !isVisibleASCII(glob.text) {
                throw reader.problem(reader.node("action"), "an action's name is up to 96 visible ASCII characters")
            }
            result.append(.action(pattern))
        }
        if let pattern = try pattern("account", &reader) { result.append(.account(pattern)) }
        if let pattern = try pattern("agent", &reader) { result.append(.agent(pattern)) }
        if let pattern = try pattern("submitter", &reader) { result.append(.submitter(pattern)) }
        if let bool = try reader.bool("own_user") { result.append(.ownUser(bool)) }
        if let pattern = try pattern("target", &reader) { result.append(.target(pattern)) }
        if let bool = try reader.bool("external") { result.append(.external(bool)) }
        if let bool = try reader.bool("reversible") { result.append(.reversible(bool)) }
        if let bool = try reader.bool("first_time") { result.append(.firstTime(bool)) }
        if let node = reader.node("scale") { result.append(.scale(try scale(node, file))) }
        if let node = reader.node("value") { result.append(.value(try value(node, file))) }
        if let node = reader.node("confidence") { result.append(.confidence(try confidence(node, file))) }
        if let node = reader.node("time") { result.append(.time(try window(node, file))) }
        if let node = reader.node("weekday") { result.append(.weekday(try weekdays(node, reader))) }
        for member in try reader.members("arguments") {
            guard let pointer = JSONPointer(member.name), !pointer.tokens.isEmpty else {
                throw YAMLProblem(
                    file: file, place: member.place, reason: "\(member.name) is not a JSON pointer such as /to/0")
            }
            result.append(.argument(pointer, try ArgumentTest(member.value, file: file)))
        }
        if let nodes = try reader.list("arguments_only") {
            var names: Set<JSONText> = []
            for node in nodes { names.insert(JSONText(try reader.string(of: node, "an argument's name"))) }
            result.append(.argumentsOnly(names))
        }
        try reader.finish()
        guard !result.isEmpty else { throw reader.problem(node, "when says nothing; a rule needs a condition") }
        return result
    }

    private static func pattern(_ name: String, _ reader: inout YAMLReader) throws(YAMLProblem) -> TextPattern? {
        guard let node = reader.node(name) else { return nil }
        let nodes: [YAMLNode]
        if case .list(let elements) = node.content { nodes = elements } else { nodes = [node] }
        guard !nodes.isEmpty else { throw reader.problem(node, "\(name) should be a text or a list of texts") }
        var globs: [Glob] = []
        for node in nodes {
            let glob = try Glob(node, reader, name)
            if globs.contains(glob) { throw reader.problem(node, "\(glob.text) is there twice") }
            globs.append(glob)
        }
        return TextPattern(globs: globs)
    }

    private static func isVisibleASCII(_ text: String) -> Bool {
        text.utf8.count <= 96 && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }

    private static func scale(_ node: YAMLNode, _ file: String) throws(YAMLProblem) -> CountRange<Int> {
        var reader = try YAMLReader(node, file: file, what: "scale")
        let range = CountRange(over: try reader.integer("over"), under: try reader.integer("under"))
        try reader.finish()
        guard range.over != nil || range.under != nil else { throw reader.problem(node, "scale needs over or under") }
        if let over = range.over, let under = range.under, under - over < 2 {
            throw reader.problem(node, "no scale is over \(over) and under \(under)")
        }
        return range
    }

    private static func value(_ node: YAMLNode, _ file: String) throws(YAMLProblem) -> MoneyRange {
        var reader = try YAMLReader(node, file: file, what: "value")
        let (over, under) = (try reader.decimal("over"), try reader.decimal("under"))
        let currency = try reader.currency()
        try reader.finish()
        guard over != nil || under != nil else { throw reader.problem(node, "value needs over or under") }
        let range = MoneyRange(
            over: over.map { Money(amount: $0, currency: currency) },
            under: under.map { Money(amount: $0, currency: currency) }, currency: currency)
        for limit in [over, under] where limit?.utf8.first == UInt8(ascii: "-") {
            throw reader.problem(node, "amounts are compared without their sign, so no limit is negative")
        }
        if let over = range.over?.magnitude, let under = range.under?.magnitude, over >= under {
            throw reader.problem(node, "no amount is \(range.words)")
        }
        return range
    }

    private static func confidence(_ node: YAMLNode, _ file: String) throws(YAMLProblem) -> CountRange<Double> {
        var reader = try YAMLReader(node, file: file, what: "confidence")
        let range = CountRange(over: try reader.share("over"), under: try reader.share("under"))
        try reader.finish()
        guard range.over != nil || range.under != nil else {
            throw reader.problem(node, "confidence needs over or under")
        }
        if let over = range.over, let under = range.under, over >= under {
            throw reader.problem(node, "no confidence is over \(over) and under \(under)")
        }
        return range
    }

    private static func window(_ node: YAMLNode, _ file: String) throws(YAMLProblem) -> TimeWindow {
        var reader = try YAMLReader(node, file: file, what: "time")
        let (fromNode, toNode) = (try reader.required("from"), try reader.required("to"))
        guard let from = TimeOfDay(try reader.string(of: fromNode, "from")) else {
            throw reader.problem(fromNode, "from should be a time such as \"18:00\"")
        }
        guard let to = TimeOfDay(try reader.string(of: toNode, "to")) else {
            throw reader.problem(toNode, "to should be a time such as \"08:00\"")
        }
        try reader.finish()
        guard from != to else { throw reader.problem(node, "from and to are the same time; leave a whole day out") }
        return TimeWindow(from: from, to: to)
    }

    private static func weekdays(_ node: YAMLNode, _ reader: YAMLReader) throws(YAMLProblem) -> Set<Weekday> {
        var days: Set<Weekday> = []
        for node in try reader.list(of: node, "weekday") {
            guard let day = Weekday(try reader.string(of: node, "a weekday")) else {
                throw reader.problem(node, "a weekday is one of mon, tue, wed, thu, fri, sat, sun")
            }
            days.insert(day)
        }
        guard !days.isEmpty else { throw reader.problem(node, "weekday names no day") }
        return days
    }
}

extension Glob {
    init(_ node: YAMLNode, _ reader: YAMLReader, _ what: String) throws(YAMLProblem) {
        let text = try reader.string(of: node, what)
        do { try self.init(text) } catch { throw reader.problem(node, "\(error)") }
    }
}

extension YAMLReader {
    mutating func currency() throws(YAMLProblem) -> String {
        let node = try required("currency")
        let text = try string(of: node, "currency")
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw problem(node, "currency should be three capital letters such as EUR")
        }
        return text
    }
}
