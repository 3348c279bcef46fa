import ArgumentParser
import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import StrictJSON

struct AuditShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a line of the log by its number, or all lines about a card.",
        discussion: """
            The first line has the number 0. A number gives an object, a card's ID an array of all its lines.

              $ handoff audit show 12
              $ handoff audit show $ID
              $ handoff audit show --card 12      the card whose ID is 12
            """)

    @Argument(
        help: ArgumentHelp("A line's number, or a card's ID.", valueName: "number|id"), completion: Completions.cards)
    var subject: String

    @Flag(help: "Take it for a card's ID although it looks like a number.")
    var card = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let log = try workplace.log()
        if !card, let sequence = Int(subject), sequence >= 0 {
            guard let line = try log.line(sequence: sequence) else {
                throw Failure(
                    .badInput, "the log has no line \(sequence)", advice: "See the last ones: handoff audit tail")
            }
            return try Output.write(try document(line), pretty: true)
        }
        guard let reference = CardReference(argument: subject) else {
            throw ValidationError("\(subject) is neither a number nor a card's ID.")
        }
        let id = try reference.id(in: workplace)
        let lines = try lines(about: id, in: workplace, log)
        guard !lines.isEmpty else { throw Failure(GateError.unknownCard(id)) }
        try Output.write(.array(lines.map(document)), pretty: true)
    }

    /// An index is not made for this: whoever reads the log need not be who may write beside it. Whatever is wrong with one, the
    /// log says the same.
    private func lines(about id: CardID, in workplace: Workplace, _ log: AuditLog) throws -> [AuditLine] {
        if access(workplace.home.index, R_OK) == 0,
            let found = try? workplace.index().lines(about: id, in: log)
        {
            return found
        }
        return try log.lines(about: id)
    }

    private func document(_ line: AuditLine) throws -> JSONValue { try JSONValue(parsing: line.bytes) }
}
