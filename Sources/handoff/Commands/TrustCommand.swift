import ArgumentParser

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Show what the record says of agents, and leave more or less to them.",
        discussion: """
            How much of an action is left to agents is its trust level, for all accounts and for each; the lower of \
            the two holds. Outcomes lower it by themselves; only an operator raises it. No level lifts what the policy \
            forbids or always asks about.

              always_ask             a person is asked
              ask_unless_authorized  alone only by a standing authorization
              by_confidence          also from the confidence on that the policy asks for
              alone_with_spot_checks also without it; a share is looked at afterwards

              $ handoff trust
              $ handoff trust suggestions
              $ handoff trust set file.tidy alone_with_spot_checks
            """,
        subcommands: [
            TrustReportCommand.self, TrustSetCommand.self, TrustSuggestionsCommand.self, TrustAcceptCommand.self,
            TrustDismissCommand.self, TrustRestoreCommand.self,
        ], defaultSubcommand: TrustReportCommand.self)
}
