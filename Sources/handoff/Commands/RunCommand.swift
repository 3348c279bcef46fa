import ArgumentParser
import HandoffCards
import HandoffGate
import StrictJSON

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command if it is approved, exactly as it was approved, and only once.",
        discussion: """
            Proposes the command with its arguments, the directory it starts in and its environment, waits unless the \
            policy lets it through, checks the approval, records that the command starts, runs it without a shell and \
            records how it ended. The gate's key has to be yours.

            The command's environment is HOME, LANG, PATH and USER, and what --env names; the card shows all of it, and \
            the audit log keeps it. An operator may edit the words, the directory and the environment.

              $ handoff run --irreversible --internal -- rm -r /srv/exports/10
              $ handoff run --env PGHOST --action db.vacuum -- vacuumdb --all

            Exit status: the command's own, 128 and the number of a signal that ended it, or 125 when it was not run.
            """)

    @Option(help: ArgumentHelp("What is done, a dotted name.", valueName: "type"))
    var action = "command.run"

    @Option(help: ArgumentHelp("What you were doing: one sentence (default: where it runs).", valueName: "text"))
    var context: String?

    @Option(help: ArgumentHelp("What you want to do (default: the command, quoted).", valueName: "text"))
    var proposal: String?

    @OptionGroup(title: "The card") var card: CardOptions

    @Option(
        name: .customLong("env"),
        help: ArgumentHelp(
            "A further variable for the command, with its value here or another; may be repeated.",
            valueName: "name[=value]"))
    var environment: [String] = []

    @Option(help: ArgumentHelp("How long to wait for a decision: 90s, 10m, 36h, 2d.", valueName: "time"))
    var timeout: TimeSpan?

    @Flag(help: "Print what became of it as a line of JSON on standard error, too.")
    var json = false

    @OptionGroup var place: PlaceOptions

    @Argument(parsing: .postTerminator, help: "The command and its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        if command.isEmpty { throw ValidationError("The command is missing: handoff run … -- COMMAND ARG…") }
    }

    func run() throws {
        let status: Int32
        do { status = try gatedRun().status() } catch {
            let failure = Failure(error)
            if failure.status == .usage { throw failure }
            Output.tell(failure.text)
            Output.note("the command was not run")
            throw ExitCode(ProcessStatus.notRun.rawValue)
        }
        if status != 0 { throw ExitCode(status) }
    }

    private func gatedRun() throws -> GatedRun {
        // The parser repairs what is not UTF-8, and a repaired command is another one.
        guard CommandLine.unsafeArguments.allSatisfy({ String(validatingCString: $0) != nil }) else {
            throw Failure(.badInput, "the command is not UTF-8, and cannot stand in a card")
        }
        var workplace = try Workplace(place)
        workplace.isBrief = true
        let now = Timestamp.now
        let user = Environment.userName(Environment.current)
        let words = try CommandLineWords(command, named: environment, valueOf: Environment.bytes)
        let marks = Dictionary(words.places.map { ($0, FileMark($0)) }, uniquingKeysWith: { first, _ in first })
        let document = document(words, now: now, user: user)
        let submission = try NewCard(document, bytes: nil, name: "the card", now: now)
        return GatedRun(
            workplace: workplace, gate: try gate(workplace), submission: submission, timeout: timeout, json: json,
            marks: marks)
    }

    private func gate(_ workplace: Workplace) throws -> Gate {
        do { return try workplace.gate() } catch let error as KeyError where error.isLackOfPermission {
            var failure = Failure(error)
            failure.advice =
                "Ask with handoff ask, or hand the action in for an executor: only who has the key can run it."
            throw failure
        }
    }

    /// Without a trigger: that would say that a person is needed in any case.
    func document(_ words: CommandLineWords, now: Timestamp, user: String?) -> JSONValue {
        var document = card.members(now: now, user: user)
        document["context"] = .string(context ?? "\(user ?? "Somebody") wants to run a command in \(words.directory).")
        document["proposal"] = .string(proposal ?? "Run \(ShellWords.quoted(words.argv))")
        document["action"] = .object(card.action(action, words.arguments, standardTarget: words.executable))
        document["editable"] = CommandLineWords.editable
        return .object(document)
    }
}

extension CommandLine {
    /// As the kernel gave them.
    static var unsafeArguments: [UnsafeMutablePointer<CChar>] { (0..<Int(argc)).compactMap { unsafeArgv[$0] } }
}
