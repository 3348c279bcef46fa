import StrictJSON

extension MemberReader {
    /// A string that is not blank.
    mutating func text(_ name: String) throws(JSONShapeError) -> String { try checked(try string(name), name) }

    mutating func optionalText(_ name: String) throws(JSONShapeError) -> String? {
        guard let text = try optionalString(name) else { return nil }
        return try checked(text, name)
    }

    mutating func optionalTimestamp(_ name: String) throws(JSONShapeError) -> Timestamp? {
        guard let text = try optionalString(name) else { return nil }
        guard let time = Timestamp(text) else {
            throw failure(name, .invalid("it is not an RFC 3339 time such as 2026-11-22T14:02:11Z"))
        }
        return time
    }

    mutating func timestamp(_ name: String) throws(JSONShapeError) -> Timestamp {
        guard let time = try optionalTimestamp(name) else { throw failure(name, .missing) }
        return time
    }

    mutating func cardID(_ name: String) throws(JSONShapeError) -> CardID {
        guard let id = CardID(try string(name)) else {
            throw failure(name, .invalid("it is not a card ID: 1 to 96 of A-Z a-z 0-9 . _ -, not beginning with a dot"))
        }
        return id
    }

    /// A number from 0 to 1.
    mutating func optionalShare(_ name: String) throws(JSONShapeError) -> Double? {
        guard let share = try optionalNumber(name) else { return nil }
        guard (0...1).contains(share) else { throw failure(name, .invalid("it is not from 0 to 1")) }
        return share
    }

    private func checked(_ text: String, _ name: String) throws(JSONShapeError) -> String {
        guard text.utf8.contains(where: { $0 > 0x20 }) else { throw failure(name, .invalid("it is blank")) }
        return text
    }
}
