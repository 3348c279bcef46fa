import StrictJSON
import Testing

@Suite("The console in plain lines", .fewAtOnce)
struct PlainConsoleTests {
    private func session(_ home: Home) throws -> PtySession {
        try PtySession(
            columns: 80, rows: 24, command: [HandoffBinary.path, "--plain"], environment: home.environment)
    }

    /// Waits until the terminal's text ends with the question, and answers it.
    private func answer(_ session: PtySession, _ question: String, _ line: String) async throws {
        try await session.wait("question \(question)") { String(decoding: $0, as: UTF8.self).hasSuffix(question) }
        try session.send(line + "\n")
        let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
        try await session.wait("an end of \(question)") { !text($0).hasSuffix(question) }
    }

    private func text(_ session: PtySession) -> String { String(decoding: session.bytes, as: UTF8.self) }

    @Test("What does not come from a terminal decides nothing")
    func notATerminal() async throws {
        let home = try await Home()
        for id in ["one", "two"] { try await home.submit(SampleCard.small(id: id), id: id) }
        let result = try await home.handoff("--plain", input: "1\n1\n1\n")
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("handoff decide") && result.output.contains("Close ticket two."), "\(result)")
        #expect(try home.facts("handoff.decided").isEmpty)
    }

    @Test("Type-ahead and several lines at once decide nothing; a line that answers does")
    func typeAhead() async throws {
        let home = try await Home()
        for id in ["one", "two"] { try await home.submit(SampleCard.small(id: id), id: id) }
        let session = try session(home)
        try session.send("1\n1\n1\n")
        let question = "Your choice: "
        try await session.wait("the first question") { String(decoding: $0, as: UTF8.self).hasSuffix(question) }
        try await session.settle(quietFor: .milliseconds(500))
        #expect(try home.facts("handoff.decided").isEmpty, "\(text(session))")
        try await answer(session, question, "1\n1\n1")
        try await session.wait("a word about it") { String(decoding: $0, as: UTF8.self).contains("More than one line") }
        try await answer(session, question, "1")
        try await answer(session, question, "q")
        #expect(try await session.status() == 0)
        #expect(try home.facts("handoff.decided").count == 1, "\(text(session))")
    }

    @Test("A critical card is read to its end before it can be confirmed")
    func critical() async throws {
        let home = try await Home()
        let rows = (1...60).map { JSONValue.string("row \($0)") }
        let action: JSONValue = [
            "type": "records.delete", "reversible": false, "external": true, "scale": 2000,
            "arguments": ["rows": .array(rows)],
        ]
        try await home.submit(SampleCard.small(id: "one", ["action": action]), id: "one")
        let session = try session(home)
        try await answer(session, "Your choice: ", "1")
        try await answer(session, "q to stop: ", "q")
        try await answer(session, "Your choice: ", "1")
        for _ in 0..<20 {
            try await session.wait("a question") { $0.suffix(2) == Array(": ".utf8)[...] }
            if text(session).hasSuffix("to approve: ") { break }
            try await answer(session, "q to stop: ", "")
        }
        #expect(text(session).contains("row 60"))
        #expect(try home.facts("handoff.decided").isEmpty)
        try await answer(session, "to approve: ", "2000")
        #expect(try await session.status() == 0)
        #expect(try home.facts("handoff.decided").count == 1)
        #expect(text(session).components("Not confirmed") == 1, "\(text(session))")
    }

    @Test("An option of the question can be chosen")
    func option() async throws {
        let home = try await Home()
        let options: JSONValue = [
            ["id": "a", "label": "First", "arguments": ["list": "a"]],
            ["id": "b", "label": "Second", "arguments": ["list": "b"]],
        ]
        let members: JSONObject = [
            "trigger": ["kind": "confidence"], "question": ["text": "Which?", "options": options],
        ]
        try await home.submit(SampleCard.small(id: "one", members), id: "one")
        let session = try session(home)
        try await answer(session, "Your choice: ", "5")
        #expect(try await session.status() == 0)
        #expect(text(session).contains("5  approves option b: Second"))
        #expect(try await home.handoff("wait", "one").json["arguments"] == ["list": "b"])
    }
}

extension String {
    /// How often `part` stands in it.
    fileprivate func components(_ part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
