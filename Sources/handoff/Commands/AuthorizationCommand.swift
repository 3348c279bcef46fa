import ArgumentParser

struct AuthorizationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorization",
        abstract: "Let agents do what you always approve, within limits, and take that back at once.",
        discussion: """
            A standing authorization answers cards in your place: those in its scope, up to its caps. It never lifts \
            what the policy forbids or asks two operators about, its thresholds, or the first time that an account has \
            an action. After 30 days a card asks whether to continue it; after 45 without an answer it is suspended.

              $ handoff authorization grant --action email.send --account acme \\
                  --target '*@customer.example' --max-external 1 --confirm yes
              $ handoff authorization list
              $ handoff authorization revoke A1
            """,
        subcommands: [
            AuthorizationListCommand.self, AuthorizationShowCommand.self, AuthorizationGrantCommand.self,
            AuthorizationRevokeCommand.self, AuthorizationSuspendCommand.self, AuthorizationResumeCommand.self,
            AuthorizationRenewCommand.self,
        ])
}
