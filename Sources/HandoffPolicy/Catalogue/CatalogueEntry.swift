import HandoffCards
import StrictJSON
import StrictYAML

/// What the policy knows of one type of action.
package struct CatalogueEntry: Sendable {
    /// Exact.
    package let action: String
    /// `low`, `medium`, `high` or `critical`.
    package let consequence: Risk
    package let isReversible: Bool
    package let isExternal: Bool
    /// The confidence that acting alone needs; nil for none.
    package let confidenceToAct: Double?
    /// The most that needs no person; nil for no limit.
    package let maxScale: Int?
    package let maxValue: Money?
    /// Where in the arguments an array stands whose elements are what the action touches.
    package let scaleFrom: JSONPointer?
    /// Where in the arguments the target stands, a text or an array of texts: what the card says of it is then held against that.
    package let targetFrom: JSONPointer?
    /// Where in the arguments the amount stands; then the card's value is no less than that.
    package let valueFrom: ValuePlace?
    package let consequenceLine: ConsequenceLine?
    package let executor: Executor?
    /// How much is left to agents before anybody decided otherwise; nil for what `startingTrust` says.
    package let trust: TrustLevel?
    package let place: YAMLPlace
    /// Where the confidence stands; else as `place`.
    package let confidencePlace: YAMLPlace

    /// Whether a person is needed whatever the card says.
    package var isBoundary: Bool { !isReversible || isExternal }
}

extension CatalogueEntry {
    /// - Parameter place: of the action's name.
    init(_ action: String, place: YAMLPlace, _ node: YAMLNode, file: String) throws(YAMLProblem) {
        guard (1...96).contains(action.utf8.count), action.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            !action.utf8.contains(UInt8(ascii: "*")), !action.utf8.contains(UInt8(ascii: "?"))
        else {
            throw YAMLProblem(
                file: file, place: place,
                reason: "the catalogue names actions exactly: up to 96 visible ASCII characters without * and ?")
        }
        var reader = try YAMLReader(node, file: file, what: action)
        self.action = action
        self.place = place
        let consequenceNode = try reader.required("consequence")
        let word = try reader.string(of: consequenceNode, "consequence")
        guard let risk = Risk.allCases.first(where: { $0.word == word }), risk != .unknown else {
            throw reader.problem(consequenceNode, "consequence should be low, medium, high or critical")
        }
        consequence = risk
        isReversible = try reader.bool("reversible") ?? false
        isExternal = try reader.bool("external") ?? false
        confidenceToAct = try reader.share("min_confidence_to_act")
        confidencePlace = reader.node("min_confidence_to_act")?.place ?? place
        maxScale = try reader.integer("max_scale")
        maxValue = try Self.maxValue(&reader)
        scaleFrom = try Self.pointer("scale_from", "such as /to", &reader)
        targetFrom = try Self.pointer("target_from", "such as /to", &reader)
        valueFrom = try reader.node("value_from").map { node throws(YAMLProblem) in try ValuePlace(node, file: file) }
        consequenceLine = try Self.line(&reader)
        executor = try reader.node("executor").map { node throws(YAMLProblem) in try Executor(node, file: file) }
        trust = try reader.node("trust").map { node throws(YAMLProblem) in
            guard let level = TrustLevel(rawValue: try reader.string(of: node, "trust")) else {
                let words = TrustLevel.allCases.map(\.rawValue).joined(separator: ", ")
                throw reader.problem(node, "trust should be one of \(words)")
            }
            return level
        }
        try reader.finish()
    }

    /// The policy's own word holds.
    package static let startingTrust = TrustLevel.byConfidence

    private static func maxValue(_ reader: inout YAMLReader) throws(YAMLProblem) -> Money? {
        guard let node = reader.node("max_value") else { return nil }
        var members = try YAMLReader(node, file: reader.file, what: "max_value")
        let amountNode = try members.required("amount")
        guard let amount = try members.decimal("amount"), amount.utf8.first != UInt8(ascii: "-") else {
            throw members.problem(amountNode, "amount should not be negative: amounts are compared without their sign")
        }
        let money = Money(amount: amount, currency: try members.currency())
        try members.finish()
        return money
    }

    private static func pointer(
        _ name: String, _ example: String, _ reader: inout YAMLReader
    ) throws(YAMLProblem) -> JSONPointer? {
        try reader.node(name).map { node throws(YAMLProblem) in try reader.pointer(node, name, example) }
    }

    private static func line(_ reader: inout YAMLReader) throws(YAMLProblem) -> ConsequenceLine? {
        guard let node = reader.node("consequence_line") else { return nil }
        do { return try ConsequenceLine(try reader.string(of: node, "consequence_line")) } catch {
            throw (error as? YAMLProblem) ?? reader.problem(node, "\(error)")
        }
    }
}

extension YAMLReader {
    /// - Parameter example: such as `such as /to`.
    func pointer(_ node: YAMLNode, _ name: String, _ example: String) throws(YAMLProblem) -> JSONPointer {
        guard let pointer = JSONPointer(try string(of: node, name)), !pointer.tokens.isEmpty else {
            throw problem(node, "\(name) should be a JSON pointer into the arguments, \(example)")
        }
        return pointer
    }
}
