import ArgumentParser
import HandoffAudit
import HandoffCards
import HandoffGate
import StrictJSON

/// What the commands that make standing authorizations stand differently take.
struct AuthorizationChangeOptions: ParsableArguments {
    @Argument(help: "Which ones, such as A1.", completion: Completions.authorizations)
    var ids: [AuthorizationID] = []

    @Flag(help: "All that it can be done to.")
    var all = false

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason: String?

    @Flag(help: "Print them as JSON: one object a line.")
    var json = false

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if ids.isEmpty != all { throw ValidationError("Give IDs, or --all.") }
    }

    /// - Parameter isMeant: which ones `--all` is about.
    func carryOut(
        _ kind: AuditFact.AuthorizationChange.Kind, _ word: String, where isMeant: (AuthorizationReport) -> Bool
    ) throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate(of: operators.name)
        // What tightens must not wait for a queue that is taken in first.
        if kind.loosens { try workplace.bringUpToDate(gate) } else { try gate.catchUp(now: .now) }
        let ids =
            all
            ? try gate.index.standings().map { try AuthorizationReport($0, of: gate, now: .now) }.filter(isMeant)
                .map(\.record.id) : self.ids
        if !ids.isEmpty { try gate.change(ids, kind, because: reason, now: .now) }
        for id in ids {
            if json, let record = try gate.index.standing(id) {
                try Output.write(AuthorizationReport(record, of: gate, now: .now).document)
            } else if !json {
                try Output.write("\(word) \(id)\n")
            }
        }
        if ids.isEmpty, !json { Output.tell("There is none that could be \(word).\n") }
    }
}

struct AuthorizationRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End standing authorizations for good.",
        discussion: """
            When the command ends, nothing more starts that they let through: what was approved by them and has not \
            begun is not carried out any more.

              $ handoff authorization revoke A1 --reason "The customer has left"
              $ handoff authorization revoke --all
            """)

    @OptionGroup var options: AuthorizationChangeOptions

    func run() throws { try options.carryOut(.revoked, "revoked") { $0.record.state.isOpen } }
}

struct AuthorizationSuspendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Pause standing authorizations until somebody resumes them.",
        discussion: """
            It holds as soon as the command ends, as revoking does.

              $ handoff authorization suspend --all --reason "Incident 81"
            """)

    @OptionGroup var options: AuthorizationChangeOptions

    func run() throws { try options.carryOut(.suspended, "suspended") { $0.record.state.recorded == .active } }
}

struct AuthorizationResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Bring suspended standing authorizations back.",
        discussion: """
            One that was suspended because nobody reviewed it needs the review instead: handoff authorization renew.

              $ handoff authorization resume A1
            """)

    @OptionGroup var options: AuthorizationChangeOptions

    func run() throws { try options.carryOut(.resumed, "resumed") { $0.canResume } }
}

struct AuthorizationRenewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Continue standing authorizations for 30 days more, after a look at them.",
        discussion: """
            See first what they let through. A suspended one is in force again.

              $ handoff authorization show A1
              $ handoff authorization renew A1
            """)

    @OptionGroup var options: AuthorizationChangeOptions

    func run() throws { try options.carryOut(.renewed, "renewed") { $0.isReviewDue } }
}
