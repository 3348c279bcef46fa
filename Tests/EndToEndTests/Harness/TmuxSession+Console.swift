extension TmuxSession {
    /// Waits until the console takes decisions on the card that it shows.
    func waitUntilArmed() async throws {
        try await wait("armed") { $0.contains("armed") && !$0.contains("not yet armed") }
    }

    /// Presses a key that decides, once it counts.
    func press(_ key: String) async throws {
        try await waitUntilArmed()
        // The same key once more so soon would be taken for a held one; redrawing comes in between.
        try await send("C-l", key)
    }

    /// Presses a key that asks for words, and types them; Enter sends them.
    func openPrompt(_ key: String, typing words: String) async throws {
        try await press(key)
        // What is typed before the prompt is there would be keys of the queue.
        try await wait(for: "because")
        try await type(words)
        try await wait(for: words)
        // Like every deciding key, Enter counts after 300 ms; nothing on the screen says when they are over.
        try await Task.sleep(for: .milliseconds(400))
    }
}
