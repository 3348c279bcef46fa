import ArgumentParser
import HandoffCards

struct WaitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until a card is decided, and print the decision.",
        discussion: """
            Prints one line of JSON. Its signature is checked as far as the keys can be read; a decision that does \
            not hold is not printed. Nothing runs while it waits.

              $ handoff wait $ID --timeout 10m

            Exit status: 0 approved, 3 declined, 4 still pending when the timeout ran out, 5 expired, withdrawn, or \
            approved so long ago that the approval cannot be used any more, 6 answered; 65 for a card that nobody knows, 77 for a decision that is not to be believed.
            """)

    @Argument(help: "The card's ID.", completion: Completions.cards)
    var id: CardID

    @Option(help: ArgumentHelp("How long to wait at most: 90s, 10m, 36h, 2d.", valueName: "time"))
    var timeout: TimeSpan?

    @OptionGroup var place: PlaceOptions

    func run() throws { try DecisionWait(try Workplace(place), for: id, timeout: timeout).report() }
}
