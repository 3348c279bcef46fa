import HandoffCards
import StrictJSON

/// A card that should not be approved, which the gate can make up to see whether operators look: one that somebody wrote, as an agent would
/// have, with what is wrong with it.
package struct Canary: Sendable, Equatable {
    /// As agents hand it in, without `id`, `created` and `expires`: it gets those when it is shown.
    let document: JSONObject
    /// What an operator who missed it is told.
    package let lesson: String
    /// For how long it waits for an answer: who knows it must not keep others away by leaving it.
    let lasts: TimeSpan

    package init(parsing bytes: [UInt8]) throws {
        var members = try MemberReader(JSONValue(parsing: bytes), at: "")
        lesson = try members.string("lesson")
        guard !lesson.isEmpty, lesson.utf8.count <= Self.longestLesson else {
            throw members.failure("lesson", .invalid("it should have 1 to \(Self.longestLesson) bytes"))
        }
        let lasts = try members.optionalString("lasts")
        guard let span = TimeSpan(lasts ?? "1d"), span.seconds > 0 else {
            throw members.failure("lasts", .invalid("it should be a time like 30m"))
        }
        self.lasts = span
        guard let document = try members.value("card").object else {
            throw members.failure("card", .invalid("it should be an object"))
        }
        for name in ["id", "created", "expires"] where document[name] != nil {
            throw members.failure("card", .invalid("\(name) is set when it is shown"))
        }
        self.document = document
        try members.finish()
        let card = try card(as: CardID.unique(now: Timestamp(milliseconds: 0)), now: Timestamp(milliseconds: 0))
        guard card.pretence == nil else {
            throw members.failure("card", .invalid("it should be one that an agent could hand in"))
        }
    }

    private static let longestLesson = 400

    func card(as id: CardID, now: Timestamp) throws(JSONShapeError) -> Card {
        var document = document
        document["created"] = .string(now.description)
        document["expires"] = .string(now.adding(seconds: lasts.seconds).description)
        return try Card(document: .object(document), id: id)
    }
}
