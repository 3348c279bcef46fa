import ArgumentParser
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffQueue

/// A year played into the log of a throwaway home, for a newcomer to look at.
struct YearDemo {
    let home: DemoHome

    /// How many cards each agent hands in a day, unless somebody wants more of them.
    static let perDay = 4
    private static let seed: UInt64 = 2026

    /// Before anything else is made of the home: what happened in the year comes first in its log.
    func play(perDay: Int) throws {
        let places = home.places
        let key = try KeyFolder(path: places.keys).create(operatorName: "you")
        // The agents' queue is not needed once everything in it was decided, and the log goes by the year's time.
        guard let policy = PolicyReading(YearAgent.policy, file: places.policy).policy else {
            throw Failure(.ourFault, "the policy of the year is none")
        }
        let gate = Gate(
            store: MemoryQueue(), log: try AuditLog(directory: places.audit),
            index: try CardIndex(path: places.index), signer: key, marks: RunMarks(path: places.running),
            policy: FixedPolicy(policy), chance: YearSimulation.chance(seed: Self.seed))
        let today = Timestamp.now
        let start = Timestamp(milliseconds: Int64(today.day - YearSimulation.days) * 86_400_000)
        var year = YearSimulation(gate: gate, start: start, perDay: perDay, seed: Self.seed)
        var bar = ProgressBar("Playing a year of three agents", unit: "days")
        try year.run { day in bar.show(day, done: day, total: YearSimulation.days) }
        bar.clear()
    }

    /// What the console shows, as plain text.
    func tell() throws {
        for (command, arguments) in [("trust", []), ("trust", ["suggestions"]), ("authorization", ["list", "--all"])] {
            try Output.write("\n$ " + (["handoff", command] + arguments).joined(separator: " ") + "\n")
            var parsed = try HandoffCommand.parsed(
                [command] + arguments + ["--home", home.root, "--config", home.places.configuration])
            try parsed.run()
        }
    }
}
