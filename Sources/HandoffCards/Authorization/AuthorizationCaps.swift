import StrictJSON

/// How much a standing authorization covers at most. What is nil has no limit.
package struct AuthorizationCaps: Sendable, Equatable {
    /// Uses on one day, which is a day of UTC, as the other one's.
    package var usesPerDay: Int?
    package var valuePerDay: Action.Money?
    /// Of one action.
    package var value: Action.Money?
    package var scale: Int?
    /// How many people or things an action touches that reaches outside.
    package var externalScale: Int?

    package init(
        usesPerDay: Int? = nil, valuePerDay: Action.Money? = nil, value: Action.Money? = nil, scale: Int? = nil,
        externalScale: Int? = nil
    ) {
        self.usesPerDay = usesPerDay
        self.valuePerDay = valuePerDay
        self.value = value
        self.scale = scale
        self.externalScale = externalScale
    }

    /// Without what has no limit.
    var document: JSONValue {
        var members = JSONObject()
        if let usesPerDay { members["uses_per_day"] = .number(Double(usesPerDay)) }
        if let valuePerDay { members["value_per_day"] = valuePerDay.document }
        if let value { members["value"] = value.document }
        if let scale { members["scale"] = .number(Double(scale)) }
        if let externalScale { members["external_scale"] = .number(Double(externalScale)) }
        return .object(members)
    }

    init(_ value: JSONValue, at path: String) throws(JSONShapeError) {
        var members = try MemberReader(value, at: path)
        usesPerDay = try members.optionalCount("uses_per_day")
        valuePerDay = try members.optionalMoney("value_per_day")
        self.value = try members.optionalMoney("value")
        scale = try members.optionalCount("scale")
        externalScale = try members.optionalCount("external_scale")
        try members.finish()
    }
}

extension MemberReader {
    fileprivate mutating func optionalCount(_ name: String) throws(JSONShapeError) -> Int? {
        guard let count = try optionalInteger(name) else { return nil }
        guard count >= 0 else { throw failure(name, .invalid("it is negative")) }
        return count
    }

    fileprivate mutating func optionalMoney(_ name: String) throws(JSONShapeError) -> Action.Money? {
        try optionalValue(name).map { value throws(JSONShapeError) in
            try Action.Money(reading: value, at: path(of: name))
        }
    }
}
