import ArgumentParser
import Glibc

/// The process between the demo and its agents: it starts them, and when the demo is gone, in whatever way, ends them and removes
/// the throwaway home.
struct DemoKeeper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-keeper", abstract: "Looks after the demo's agents.", shouldDisplay: false)

    @Option var home: String
    @Option var stage: String
    @Flag(help: "Leave the home where it is.") var keep = false
    @Flag(help: "Each agent hands in a single card.") var once = false
    @Argument var agents: [DemoAgentName] = []

    func run() {
        // Only the demo's end ends this process, which has work to do then.
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
        if Lifeline.waitForStart() {
            let children = agents.compactMap(start)
            while Lifeline.wait() {}
            for child in children { child.terminate() }
            for child in children { child.reap(grace: .seconds(1)) }
        }
        if !keep { DemoHome(root: home)?.remove() }
    }

    private func start(_ agent: DemoAgentName) -> ChildProcess? {
        var arguments = ["demo-agent", agent.rawValue, "--home", home, "--stage", stage]
        if once { arguments.append("--once") }
        return try? ChildProcess(arguments, input: STDIN_FILENO, log: stage + "/" + agent.log)
    }
}

extension DemoKeeper {
    /// Starts a keeper, which waits for `lifeline.signalStart()`.
    static func start(
        _ home: DemoHome, agents: [DemoAgentName], once: Bool, keep: Bool, lifeline: Lifeline
    ) throws(Failure) -> ChildProcess {
        var arguments = ["demo-keeper", "--home", home.root, "--stage", home.stage]
        if keep { arguments.append("--keep") }
        if once { arguments.append("--once") }
        arguments += agents.map(\.rawValue)
        return try ChildProcess(arguments, input: lifeline.readingEnd, log: "/dev/null", isApart: true)
    }
}
