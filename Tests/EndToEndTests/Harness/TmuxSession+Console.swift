extension TmuxSession {
    /// Waits until the console takes decisions on the card that it shows, and presses a key.
    func press(_ key: String) async throws {
        try await wait("armed") { screen in
            screen.split { !$0.isLetter }.contains("armed") && !screen.contains("not armed")
        }
        try await send(key)
    }
}
