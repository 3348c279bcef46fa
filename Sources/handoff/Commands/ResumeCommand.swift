import ArgumentParser
import HandoffCards

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Get back a decided card and the state that was saved with it, to go on from.",
        discussion: """
            For an agent that handed in a card with a scope, saved its state in queue/saved/ID under the name that \
            the card gives in scope.saved, and ended. Prints one line of JSON: the card, the decision, which is \
            checked as wait does, the saved file's path, and as state what it holds, if that is JSON of at most 1 MiB.

            After "do the rest" decision.arguments are those of the part in scope.

              $ handoff resume $ID
              $ handoff resume $ID --timeout 10m     wait so long for the decision

            Exit status: 0 approved, 3 declined, 4 not decided yet, 5 expired, withdrawn, or approved so long ago \
            that the approval cannot be used any more, 6 answered; 65 for a card that nobody knows, or whose state \
            is not there; 77 for a decision that is not to be believed, and for state that another user saved.
            """)

    @Argument(help: "The card's ID.", completion: Completions.cards)
    var id: CardID

    @Option(help: ArgumentHelp("How long to wait at most (default: not at all).", valueName: "time"))
    var timeout: TimeSpan?

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let wait = try DecisionWait(workplace, for: id, timeout: timeout ?? TimeSpan(seconds: 0))
        try wait.report { try Resumption($0, in: workplace).document }
    }
}
