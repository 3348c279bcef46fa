import StrictJSON
import Testing

/// Members written as JSON, for tests whose cards are longer than literals are handy.
enum JSONText {
    static func object(_ text: String) throws -> JSONObject { try #require(try JSONValue(parsing: text).object) }
}
