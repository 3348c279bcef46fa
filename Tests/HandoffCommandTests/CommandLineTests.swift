import ArgumentParser
import Testing

@testable import handoff

@Suite struct CommandLineTests {
    @Test(arguments: [
        (["--home", "H", "list", "--json"], ["list", "--json", "--home", "H"]),
        (["--home=H", "--config", "C", "show", "x"], ["show", "x", "--home=H", "--config", "C"]),
        (["--home", "H", "run", "--", "list"], ["run", "--home", "H", "--", "list"]),
        (["--home", "H"], ["--home", "H"]),
        (["--home"], ["--home"]),
        (["list", "--home", "H"], ["list", "--home", "H"]),
        ([], []),
    ])
    func placeMayComeFirst(_ given: [String], _ expected: [String]) {
        #expect(PlaceOptions.moved(given) == expected)
    }

    @Test(arguments: [
        (["report", "-account:acme", "--json"], ["report", "--json", "--", "-account:acme"]),
        (
            ["export", "-Risk:low", "out", "word", "-since:7d", "--force"],
            ["export", "out", "word", "--force", "--", "-Risk:low", "-since:7d"]
        ),
        (["report", "-action:a", "--", "-b"], ["report", "--", "-b", "-action:a"]),
        (["report", "--", "-action:a"], ["report", "--", "-action:a"]),
        (["report", "-bogus:x", "account:a"], ["report", "-bogus:x", "account:a"]),
        (["tail", "-account:acme"], ["tail", "-account:acme"]),
    ])
    func fieldsThatMustNotHoldAreNoOptions(_ given: [String], _ expected: [String]) throws {
        #expect(FilterOptions.moved(["audit"] + given) == ["audit"] + expected)
    }

    @Test func aNegatedFieldReachesTheFilter() throws {
        let command = try HandoffCommand.parsed(
            FilterOptions.moved(["audit", "report", "-account:acme", "refund", "--limit", "3"]))
        let report = try #require(command as? AuditReportCommand)
        #expect(report.filter.filter == ["refund", "-account:acme"])
        #expect(report.limit == 3)
    }

    static let good: [[String]] = [
        [], ["--theme", "mono"], ["console", "--plain", "--read-only"], ["demo", "--keep"],
        ["init", "--operator", "ana"],
        ["submit"], ["submit", "-", "--wait", "--timeout", "10m"], ["submit", "card.json", "--json"],
        [
            "ask", "--action", "a.b", "--context", "c", "--proposal", "p", "--arg", "k=v=w", "--irreversible",
            "--internal",
        ],
        ["wait", "ID", "--timeout", "36h"], ["outcome", "ID", "--status", "rolled_back", "--detail", "d"], ["list"],
        ["show", "ID", "--json"], ["decide", "ID", "decline", "--reason", "no"], ["audit", "tail", "-f", "-n", "5"],
        ["audit", "show", "12"], ["audit", "verify", "--json"], ["lint", "a.json", "b.json", "--strict"],
        ["doctor", "--json"], ["policy", "init"], ["policy", "check", "policy.yaml", "--json"],
        ["policy", "matrix", "--markdown"], ["policy", "test", "a.yaml", "b.yaml", "--policy", "p.yaml"],
        ["policy", "test"], ["policy", "test", "--policy", "p.yaml", "--json"],
        ["policy", "explain", "card.json", "--known", "--calibrated", "--time", "18:30", "--weekday", "fri"],
    ]

    @Test(arguments: good) func reads(_ arguments: [String]) throws {
        _ = try HandoffCommand.parsed(arguments)
    }

    @Test func helpIsOfTheWholeCommandLine() throws {
        for arguments in [["audit", "tail", "--help"], ["help", "audit", "tail"], ["run", "-h"]] {
            let parsed = Result { try HandoffCommand.parsed(arguments) }
            var text = ""
            switch parsed {
            case .success(var command):
                let error = #expect(throws: (any Error).self) { try command.run() }
                text = error.map { HandoffCommand.fullMessage(for: $0) } ?? ""
            case .failure(let error): text = HandoffCommand.fullMessage(for: error)
            }
            #expect(
                text.contains("USAGE: handoff " + (arguments.contains("tail") ? "audit tail" : "run")), "\(arguments)")
        }
    }

    static let wrong: [[String]] = [
        ["nonsense"], ["show"], ["show", "not an id"], ["submit", "--timeout", "10m"],
        ["wait", "ID", "--timeout", "10"],
        ["outcome", "ID", "--status", "fine"], ["audit", "tail", "-n", "-1"], ["ask", "--action", "a"],
        ["ask", "--action", "a", "--context", "c", "--proposal", "p", "--arg", "k"],
        ["ask", "--action", "a", "--context", "c", "--proposal", "p", "--arg", "k=1", "--arg", "k=2"],
        ["ask", "--action", "a", "--context", "c", "--proposal", "p", "--reversible", "--irreversible"],
        ["ask", "--action", "a", "--context", "c", "--proposal", "p", "--question", "q"], ["lint"],
        ["policy", "matrix", "--markdown", "--json"],
        ["policy", "explain", "c", "--time", "24:00"],
        ["policy", "explain", "c", "--weekday", "Friday"],
    ]

    @Test(arguments: wrong) func wrongUsageEndsWith64(_ arguments: [String]) {
        let error = #expect(throws: (any Error).self) { _ = try HandoffCommand.parsed(arguments) }
        #expect(error.map { HandoffCommand.exitCode(for: $0).rawValue } == ProcessStatus.usage.rawValue)
    }

    @Test func knowsItsCommands() {
        for word in ["list", "audit", "console", "help", "--theme", "-h", "---completion"] {
            #expect(HandoffCommand.isCommand(word), "\(word)")
        }
        for word in ["lst", "", "tail"] { #expect(!HandoffCommand.isCommand(word), "\(word)") }
    }

    @Test func everyCommandSaysWhatItIsForAndGivesAnExample() {
        var commands: [any ParsableCommand.Type] = [HandoffCommand.self]
        var count = 0
        while let command = commands.popLast() {
            let configuration = command.configuration
            commands += configuration.subcommands
            guard configuration.shouldDisplay else { continue }
            count += 1
            #expect(!configuration.abstract.isEmpty, "\(command)")
            #expect(configuration.discussion.contains("$ handoff"), "\(command)")
            // Help is wrapped at 80 columns; an example that is wrapped cannot be copied.
            let examples = configuration.discussion.split(separator: "\n").filter { $0.hasPrefix("  ") }
            #expect(examples.filter { $0.count > 80 }.isEmpty, "\(command)")
        }
        #expect(count == 44)
    }
}
