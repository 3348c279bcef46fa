import ArgumentParser
import Glibc
import HandoffCards
import HandoffGate
import HandoffQueue

enum DemoAgentName: String, CaseIterable, ExpressibleByArgument {
    case mailer, deployer, cleaner

    /// The file on the stage that has its output.
    var log: String { rawValue + ".log" }

    /// What its cards say.
    var displayName: String {
        switch self {
        case .mailer: "support-mailer"
        case .deployer: "deploy-bot"
        case .cleaner: "records-cleaner"
        }
    }
}

/// One of the demo's agents, a process of its own.
struct DemoAgent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-agent", abstract: "Plays one of the demo's agents.", shouldDisplay: false)

    @Argument var name: DemoAgentName
    @Option var home: String
    @Option var stage: String
    @Option(help: "What the texts and pauses are drawn from.") var seed: UInt64 = 20_261_122
    @Flag(help: "Hand in a single card, see it through and end.") var once = false

    func run() throws {
        // The keeper, from which it is inherited, ignores it.
        signal(SIGTERM, SIG_DFL)
        let places = HandoffHome(root: home, configuration: home)
        var runner = AgentRunner(
            agent: agent, store: try DirectoryQueue(root: places.queue, create: false),
            keys: try KeyFolder(path: places.keys).trustedKeys(), savedPlace: places.queue + "/saved",
            random: SplitMix64(seed: ownSeed))
        try runner.run(once: once)
    }

    /// So that no two agents have their ideas at the same moments.
    private var ownSeed: UInt64 { seed &+ UInt64(DemoAgentName.allCases.firstIndex(of: name) ?? 0) }

    private var agent: any SampleAgent {
        let stage = Stage(path: stage)
        let random = SplitMix64(seed: ~ownSeed)
        return switch name {
        case .mailer: SupportMailer(stage: stage, random: random)
        case .deployer: DeployBot(stage: stage, random: random)
        case .cleaner: RecordsCleaner(stage: stage)
        }
    }
}
