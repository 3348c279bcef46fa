extension Figure {
    static let list = Figure(name: "list") { workbench in
        let queue = try workbench.queue(workbench.small)
        let command = Command([workbench.options.handoff, "list", "--json"], environment: queue.home.environment)
        var samples = Samples()
        for _ in 0..<workbench.samples(30) { samples.add(try command.run()) }
        return [
            Row(
                what: "handoff list --json, \(Words.grouped(queue.count)) cards", value: .milliseconds(samples.median),
                floor: try workbench.spawning.get(), target: .atMost(25))
        ]
    }
}
