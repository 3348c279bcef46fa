extension TmuxSession {
    /// Waits until the console takes decisions on the card that it shows, and presses a key.
    func press(_ key: String) async throws {
        try await wait("armed") { $0.contains("armed") && !$0.contains("not yet armed") }
        // The same key once more so soon would be taken for a held one; redrawing comes in between.
        try await send("C-l", key)
    }
}
