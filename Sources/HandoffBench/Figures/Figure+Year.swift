import Glibc

extension Figure {
    /// A year of three agents through a real gate, and what its record costs afterwards.
    static let year = Figure(name: "year") { workbench in
        let perDay = workbench.options.isQuick ? 4 : 91
        let handoffs = perDay * 3 * 365
        Progress.say("  playing a year of \(Words.grouped(handoffs)) handoffs …")
        let place = "\(workbench.folder)/year"
        try Files.makeFolder(place)
        let environment = workbench.environment.merging(["TMPDIR": place], uniquingKeysWith: { $1 })
        let playing = try Command(
            [workbench.options.handoff, "demo", "--scenario", "year", "--per-day", "\(perDay)", "--keep"],
            environment: environment
        ).run()
        guard let name = Files.names(in: place).first(where: { $0.hasPrefix("handoff-demo-") }) else {
            throw BenchError.broken("the year's home was not kept")
        }
        let root = "\(place)/\(name)"
        try BenchError.check(rename(root + "/config", root + ".config"), "move \(root)/config")
        let home = Home(
            existingAt: root, handoff: workbench.options.handoff,
            environment: workbench.environment)
        let floor = try writing(home.path + "/audit", place)
        let suggesting = Command([home.handoff, "trust", "suggestions", "--json"], environment: home.environment)
        let reporting = Command([home.handoff, "trust", "--json"], environment: home.environment)
        let count = workbench.samples(30)
        let (suggestions, report) = (try suggesting.samples(count).median, try reporting.samples(count).median)

        // The same command, in homes of which one has a record.
        let empty = try workbench.emptyHome("year-none")
        for each in [home, empty] { try each.letActionsThrough() }
        let (with, without) = (
            try running(home).samples(count).median, try running(empty).samples(count).median
        )
        return [
            Row(
                what: "a year of \(Words.grouped(handoffs)) handoffs through the gate", value: .seconds(playing),
                floor: floor, target: workbench.options.isQuick ? nil : .atMost(60)),
            Row(what: "handoff trust --json over it", value: .milliseconds(report), target: .atMost(100)),
            Row(what: "handoff trust suggestions over it", value: .milliseconds(suggestions), target: .atMost(1000)),
            Row(
                what: "its record adds to a call of the gate", value: .milliseconds(with - without), target: .atMost(15)
            ),
        ]
    }

    private static func running(_ home: Home) -> Command {
        Command(
            [home.handoff, "run", "--account", "acme", "--reversible", "--internal", "--", "/bin/true"],
            environment: home.environment)
    }

    /// The log's lines once more, with a sync behind each decision of a person.
    private static func writing(_ audit: String, _ folder: String) throws -> Floor {
        let file = try SyncFloor("\(folder)/floor")
        let files = Files.names(in: audit).filter { $0.hasPrefix("audit") && $0.hasSuffix(".jsonl") }
        let lines = try files.flatMap { try Files.bytes("\(audit)/\($0)").split(separator: UInt8(ascii: "\n")) }
        let decided = Array("\"type\":\"handoff.decided\"".utf8)
        var parts: [[UInt8]] = [[]]
        for line in lines {
            parts[parts.count - 1] += line
            if line.prefix(300).contains(decided) { parts.append([]) }
        }
        let duration = try ContinuousClock().measure { for part in parts { try file.append(part) } }
        return Floor(name: "its log, synced for each decision", value: .seconds(duration))
    }
}
