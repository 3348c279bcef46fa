import HandoffCards
import StrictJSON

extension MemberReader {
    mutating func optionalCard() throws(JSONShapeError) -> CardID? {
        guard let text = try optionalString("card") else { return nil }
        guard let id = CardID(text) else { throw failure("card", .invalid("it is not a card ID")) }
        return id
    }

    mutating func card() throws(JSONShapeError) -> CardID {
        guard let id = try optionalCard() else { throw failure("card", .missing) }
        return id
    }

    mutating func digest(_ name: String) throws(JSONShapeError) -> Hash256 {
        guard let digest = try optionalDigest(name) else { throw failure(name, .missing) }
        return digest
    }

    mutating func optionalDigest(_ name: String) throws(JSONShapeError) -> Hash256? {
        guard let text = try optionalString(name) else { return nil }
        guard let digest = Hash256(tagged: text) else {
            throw failure(name, .invalid("it is not sha256: and 64 hexadecimal digits"))
        }
        return digest
    }

    mutating func optionalTime(_ name: String) throws(JSONShapeError) -> Timestamp? {
        guard let text = try optionalString(name) else { return nil }
        guard let time = Timestamp(text) else { throw failure(name, .invalid("it is not an RFC 3339 time")) }
        return time
    }

    mutating func strings(_ name: String) throws(JSONShapeError) -> [String] {
        var strings: [String] = []
        for element in try array(name) {
            guard let string = element.string else { throw failure(name, .wrongType(expected: "an array of strings")) }
            strings.append(string)
        }
        return strings
    }
}
