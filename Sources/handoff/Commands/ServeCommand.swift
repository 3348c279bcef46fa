import ArgumentParser
import Glibc
import HandoffGate
import NcursesTerminal

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Be a gate without a screen: admit, rule, and carry out what is approved by the policy's executors.",
        discussion: """
            An executor is a program that policy.yaml names for a type of action. It gets the approved arguments as JSON \
            on its standard input and nothing of the card in its words; HANDOFF_CARD, HANDOFF_ACTION, HANDOFF_ACCOUNT and \
            HANDOFF_TARGET are in its environment, with what its environment_file says, which only the gate's user may \
            be able to read. Each approval is carried out once; agents read the result in queue/outcomes.

              $ handoff serve
              $ handoff serve --once

            The first INT, TERM or HUP waits for what runs, the second ends it.
            """)

    @Flag(help: "Do what there is to do, and end.")
    var once = false

    @Option(help: ArgumentHelp("How many executors run at once (default: two for each processor).", valueName: "count"))
    var atOnce: Int?

    @Flag(help: "Say what happens as lines of JSON on standard output.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Print a systemd unit that runs the program at this path, and do nothing else.", valueName: "program"))
    var printUnit: String?

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if let atOnce, !(1...Self.most).contains(atOnce) {
            throw ValidationError("--at-once takes a number from 1 to \(Self.most).")
        }
        if let printUnit, !printUnit.hasPrefix("/") { throw ValidationError("--print-unit takes an absolute path.") }
    }

    func run() throws {
        if let printUnit { return try Output.write(SystemdUnit.text(program: printUnit)) }
        let workplace = try Workplace(place)
        let gate = try workplace.gate()
        let signals = try SignalPipe([SIGINT, SIGTERM, SIGHUP])
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        var loop = ServeLoop(
            gate: gate, pool: try ExecutorPool(gate), signals: signals, log: ServeLog(isJSON: json),
            limit: atOnce ?? max(2, processors * 2), isOnce: once)
        try loop.run()
    }

    /// Each has a thread.
    private static let most = 64
}
