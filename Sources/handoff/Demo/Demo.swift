import Glibc
import HandoffQueue

/// `handoff demo`: the real console over a throwaway home, which sample agents feed and obey.
enum Demo {
    /// - Parameters:
    ///   - keep: leaves the home where it is, and prints the place.
    ///   - scenario: a `DemoScenario`'s name; nil for the one that fits the terminal.
    ///   - theme: nil for the standard one.
    ///   - perDay: how many cards each agent of the year hands in a day.
    /// - Returns: the exit status.
    static func run(keep: Bool, scenario name: String?, theme: String?, perDay: Int) async throws -> Int32 {
        let hasTerminal = Output.isTerminal(STDIN_FILENO) && Output.isTerminal(STDOUT_FILENO)
        let scenario = try DemoScenario(named: name, hasTerminal: hasTerminal)
        let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let home = try DemoHome.make(under: temporary.isEmpty ? "/tmp" : temporary)
        defer { if keep { Output.note("the demo's home is kept: \(home.root)") } }
        return try await run(scenario, in: home, keep: keep, theme: theme, perDay: perDay)
    }

    private static func run(
        _ scenario: DemoScenario, in home: DemoHome, keep: Bool, theme: String?, perDay: Int
    ) async throws -> Int32 {
        let lifeline = try Lifeline()
        let keeper: ChildProcess
        do {
            keeper = try DemoKeeper.start(
                home, agents: scenario.agents, once: scenario == .roundTrip, keep: keep, lifeline: lifeline)
        } catch {
            home.remove()
            throw error
        }
        // From here on the keeper removes the home, whatever happens.
        defer {
            lifeline.cut()
            keeper.reap(grace: .seconds(5))
        }
        if scenario == .year { try YearDemo(home: home).play(perDay: perDay) }
        try home.initialise(scenario == .year ? YearAgent.policy : DemoPolicy.text)
        let store = try DirectoryQueue(root: home.places.queue, create: false)
        let watch = try store.watch([.new])
        lifeline.signalStart()
        try wait(for: scenario.firstCards, in: store, watch, home)
        switch scenario {
        case .console:
            return try await ConsoleRuntime.run(
                ConsoleOptions(home: home.places, theme: theme, isPlain: false, isReadOnly: false))
        case .year:
            // Without a terminal: what the console would show.
            guard Output.isTerminal(STDIN_FILENO), Output.isTerminal(STDOUT_FILENO) else {
                try YearDemo(home: home).tell()
                return ProcessStatus.success.rawValue
            }
            return try await ConsoleRuntime.run(
                ConsoleOptions(home: home.places, theme: theme, isPlain: false, isReadOnly: false, view: .trust))
        case .roundTrip:
            return try RoundTrip(home: home).run()
        }
    }

    /// Until the agents have handed in so many cards.
    private static func wait(
        for count: Int, in store: DirectoryQueue, _ watch: any QueueWatch, _ home: DemoHome
    ) throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(5)
        while try store.listNew().count < count {
            guard clock.now < deadline else { throw home.silentAgents }
            _ = try Poll.isReadable(watch.descriptor, by: deadline)
            _ = watch.drain()
        }
    }
}
