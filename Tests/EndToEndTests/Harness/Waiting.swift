/// Something that did not happen in time; `seen` says what was there instead.
struct NotInTime: Error, CustomStringConvertible {
    let what: String
    let seen: String

    var description: String { "not in time: \(what)\n\(seen)" }
}

/// Long enough for a busy machine; only a failure waits it out.
let patience = Duration.seconds(30)

/// Asks every few milliseconds until there is an answer.
func eventually<Answer>(
    _ what: String, within limit: Duration = patience, every pause: Duration = .milliseconds(10),
    seen: () async throws -> String = { "" }, _ ask: () async throws -> Answer?
) async throws -> Answer {
    let deadline = ContinuousClock.now + limit
    while true {
        if let answer = try await ask() { return answer }
        if ContinuousClock.now > deadline { throw NotInTime(what: what, seen: try await seen()) }
        try await Task.sleep(for: pause)
    }
}
