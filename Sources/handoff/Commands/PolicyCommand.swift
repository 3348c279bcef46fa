import ArgumentParser

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Say which actions need a person, and why.",
        discussion: """
            The policy is policy.yaml in the configuration folder: a catalogue of actions, and rules. Without the file \
            every action asks.

              $ handoff policy init
              $ handoff policy check
              $ handoff policy matrix
              $ handoff policy explain card.json
            """,
        subcommands: [
            PolicyInitCommand.self, PolicyCheckCommand.self, PolicyMatrixCommand.self, PolicyTestCommand.self,
            PolicyExplainCommand.self,
        ])
}
