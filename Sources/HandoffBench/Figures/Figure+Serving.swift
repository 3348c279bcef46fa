import HandoffCards
import StrictJSON

extension Figure {
    /// A flood of cards that policy lets through, each carried out by an executor of its own.
    static let serving = Figure(name: "serving") { workbench in
        let (few, many) = workbench.options.isQuick ? (500, 2000) : (5000, 100_000)
        let (rate, peak) = try serve(few, workbench)
        let (_, later) = try serve(many, workbench)
        let spawning = try workbench.spawning.get().value.amount
        return [
            Row(
                what: "handoff serve, \(Words.grouped(few)) cards admitted, carried out and recorded",
                value: Quantity(amount: rate, unit: .perSecond),
                floor: Floor(
                    name: "/bin/true one after the other", value: Quantity(amount: 1000 / spawning, unit: .perSecond)),
                target: .atLeast(500)),
            Row(
                what: "… memory at most, with \(Words.grouped(many)) cards", value: .megabytes(later),
                floor: Floor(name: "with \(Words.grouped(few))", value: .megabytes(peak)), target: .timesFloor(1.5)),
        ]
    }

    private static func serve(_ count: Int, _ workbench: Workbench) throws -> (rate: Double, peak: Double) {
        Progress.say("  serving \(Words.grouped(count)) cards …")
        let home = try workbench.emptyHome("serving-\(count)")
        try home.letActionsThrough()
        for number in 0..<count {
            let id = "job-\(number)"
            let card: JSONValue = [
                "handoff": 1, "id": .string(id), "agent": ["name": "worker"], "account": "acme",
                "context": "Working through the list.", "proposal": .string("Run job \(number)."),
                "action": [
                    "type": "job.run", "target": .string("job-\(number)"),
                    "arguments": ["job": .number(Double(number))],
                    "reversible": true, "external": false, "scale": 1,
                ],
            ]
            try Files.write(card.bytes(), to: "\(home.newCards)/\(id).json")
        }
        let (duration, peak) = try Command([home.handoff, "serve", "--once"], environment: home.environment)
            .runMeasured()
        let outcomes = Files.names(in: home.path + "/queue/outcomes").count
        guard outcomes == count else { throw BenchError.broken("\(outcomes) of \(count) jobs were carried out") }
        return (Double(count) / (duration / .seconds(1)), Double(peak) / 1_000_000)
    }
}
