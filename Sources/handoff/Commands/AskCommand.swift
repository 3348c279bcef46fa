import ArgumentParser
import Glibc
import HandoffCards
import NcursesTerminal
import StrictJSON

struct AskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Make a card from options, hand it in and wait for the decision.",
        discussion: """
            Prints the decision as one line of JSON. What is not said counts as the worse when the risk is judged: \
            say whether the action is reversible, whether it reaches people outside, and how many things it touches.

              $ handoff ask --action file.delete --irreversible --internal --scale 14 \\
                  --context "Cleaning up after the migration." \\
                  --proposal "Delete the 14 exports of October." --expires 2h \\
                  && rm -r /srv/exports/10

            Exit status: 0 approved, 3 declined, 4 still pending when the timeout ran out, 5 expired, withdrawn, or \
            approved so long ago that the approval cannot be used any more, 6 answered. After a timeout the card stays, and \
            handoff wait goes on; a signal takes it back.
            """)

    @OptionGroup(title: "The card") var card: AskOptions

    @Option(help: ArgumentHelp("How long to wait at most: 90s, 10m, 36h, 2d.", valueName: "time"))
    var timeout: TimeSpan?

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let now = Timestamp.now
        let document = card.document(now: now, user: Environment.userName(Environment.current))
        let submission = try NewCard(document, bytes: nil, name: "the card", now: now)
        let store = try workplace.store()
        let signals = try SignalPipe([SIGINT, SIGTERM, SIGHUP])
        try submission.submit(to: store)
        let wait = try DecisionWait(workplace, for: submission.card.id, timeout: timeout, signals: signals)
        // Nobody is there to use what would be approved.
        try wait.report(whenInterrupted: { try store.withdraw(submission.card.id) })
    }
}
