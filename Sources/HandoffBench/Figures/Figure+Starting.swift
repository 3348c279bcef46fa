import Glibc

extension Figure {
    /// From a decision's file to the first thing that the command does, which waits for it in another process.
    static let starting = Figure(name: "starting") { workbench in
        let home = try workbench.emptyHome("starting")
        try home.letActionsThrough()
        var samples = Samples()
        for number in 0..<workbench.samples(40) + 2 {
            let duration = try start(number, home, workbench)
            if number >= 2 { samples.add(duration) }
        }
        return [
            Row(
                what: "decision to command started, p50", value: .milliseconds(samples.median),
                floor: try workbench.spawning.get(), target: .atMost(10))
        ]
    }

    private static func start(_ number: Int, _ home: Home, _ workbench: Workbench) throws -> Duration {
        let mark = "\(workbench.folder)/started-\(number)"
        let waiting = try Child(
            [home.handoff, "run", "--action", "command.ask", "--internal", "--irreversible", "--", "/bin/mkdir", mark],
            environment: home.environment, input: "/dev/null", output: "/dev/null",
            errors: workbench.folder + "/run.err")
        let card = try soon("a card that waits") { Files.names(in: home.newCards).first { $0.hasSuffix(".json") } }
        let decision = "\(home.path)/queue/decisions/\(card)"
        // Its waiting begins after its card is there.
        usleep(30_000)
        let deciding = try Child(
            [home.handoff, "decide", String(card.dropLast(5)), "approve", "--confirm", "yes"],
            environment: home.environment, input: "/dev/null", output: "/dev/null",
            errors: workbench.folder + "/decide.err")
        let decided = try soon("the decision") { access(decision, F_OK) == 0 ? ContinuousClock.now : nil }
        let started = try soon("the command") { access(mark, F_OK) == 0 ? ContinuousClock.now : nil }
        guard deciding.wait() == 0, waiting.wait() == 0 else {
            throw BenchError.broken(Files.text(workbench.folder + "/run.err"))
        }
        return started - decided
    }

    /// Looks again and again, without a pause: what is measured is shorter than one.
    private static func soon<R>(_ what: String, _ look: () -> R?) throws -> R {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if let found = look() { return found }
            sched_yield()
        }
        throw BenchError.notInTime(what, seen: "nothing")
    }
}
