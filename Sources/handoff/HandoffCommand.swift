import ArgumentParser
import HandoffGate
import Spelling
import Terminal

/// The root of the command line.
struct HandoffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handoff",
        abstract: "A terminal console where people approve what AI agents want to do.",
        discussion: """
            Agents hand in cards: what they want to do, and why a person should look. An operator decides in the \
            console, the agent gets the decision signed, and every step is a line in an append-only audit log.

              $ handoff init                  once
              $ handoff                       the console
              $ handoff submit card.json      from an agent: hand a card in
              $ handoff demo                  all of it, over a home that is thrown away

            Exit status everywhere: 64 wrong usage, 65 bad input, 70 a fault of handoff's own, 73 cannot write, 77 \
            not permitted.
            """,
        version: versionLine,
        subcommands: [CheckpointCourier.self, DemoKeeper.self, DemoAgent.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Operator",
                subcommands: [
                    ConsoleCommand.self, ListCommand.self, ShowCommand.self, DecideCommand.self, AuditCommand.self,
                    PolicyCommand.self, AuthorizationCommand.self, TrustCommand.self,
                ]),
            CommandGroup(
                name: "Agent",
                subcommands: [
                    SubmitCommand.self, AskCommand.self, RunCommand.self, WaitCommand.self, ResumeCommand.self,
                    OutcomeCommand.self,
                    LintCommand.self,
                ]),
            CommandGroup(
                name: "Set-up",
                subcommands: [InitCommand.self, ServeCommand.self, DoctorCommand.self, DemoCommand.self]),
        ],
        defaultSubcommand: ConsoleCommand.self)

    static let versionLine = "handoff " + HandoffVersion.current
    static let _errorPrefix = "handoff: "

    /// Runs what the arguments say, puts errors into words, and returns what the process is to end with.
    @MainActor
    static func run(_ arguments: [String]) async -> Int32 {
        defer { OpenLogs.sign() }
        do {
            let arguments = FilterOptions.moved(PlaceOptions.moved(arguments))
            if let word = arguments.first, !isCommand(word) {
                let near = Spelling.nearest(to: word, of: configuration.subcommands.map { $0._commandName })
                throw Failure(
                    .usage, "there is no command \(word)",
                    advice: (near.map { "Did you mean \($0)? " } ?? "") + "See which there are: handoff --help")
            }
            var command = try parsed(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return ProcessStatus.success.rawValue
        } catch let code as ExitCode {
            return code.rawValue
        } catch  where isOfParser(error) {
            return leave(with: error)
        } catch {
            let failure = Failure(error)
            if failure.status != .readerLeft { Output.tell(failure.text) }
            return failure.status.rawValue
        }
    }

    /// What `parseAsRoot` makes of it, sooner for a command that is well said: the root describes itself and the console to the parser
    /// first. Mistakes and requests for help are for the root, which knows the whole command line.
    static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        var (type, rest): (any ParsableCommand.Type, ArraySlice<String>) = (self, arguments[...])
        while let word = rest.first, let next = type.configuration.subcommands.first(where: { $0._commandName == word })
        {
            (type, rest) = (next, rest.dropFirst())
        }
        if type.configuration.subcommands.isEmpty, let command = try? type.parseAsRoot(Array(rest)),
            Swift.type(of: command) == type
        {
            return command
        }
        return try parseAsRoot(arguments)
    }

    /// Options stand for the console. Without this a mistyped command would be called an argument too many of it.
    static func isCommand(_ word: String) -> Bool {
        word.hasPrefix("-") || word == "help" || configuration.subcommands.contains { $0._commandName == word }
    }

    /// The parser's own messages quote arguments, which scripts may have from agents.
    private static func leave(with error: any Error) -> Int32 {
        let code = exitCode(for: error)
        if code == .success { exit(withError: error) }
        Output.tell(SafeText.lines(fullMessage(for: error)).map(\.text).joined(separator: "\n") + "\n")
        return code.rawValue
    }

    /// Whether the argument parser made the error: wrong usage, or a request for help.
    private static func isOfParser(_ error: any Error) -> Bool {
        error is ValidationError || error is CleanExit || exitCode(for: error) != .failure
    }
}
