extension Workbench {
    /// The console over a home, in a terminal.
    func console(_ home: Home) throws -> Pty { try Pty([home.handoff, "console"], environment: home.environment) }

    /// The console over a queue, which shows the first card and has nothing left to do.
    func restingConsole(_ queue: Queue) throws -> Pty {
        let console = try console(queue.home)
        try console.wait(for: queue.first.mark)
        try console.rest()
        return console
    }
}
