import ArgumentParser
import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
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
        let log = try Workplace(place).log()
        if !card, let sequence = Int(subject), sequence >= 0 {
            // The line before the next one.
            guard let line = try log.lines(before: sequence + 1, count: 1).first, line.sequence == sequence else {
                throw Failure(
                    .badInput, "the log has no line \(sequence)", advice: "See the last ones: handoff audit tail")
            }
            return try Output.write(try document(line), pretty: true)
        }
        guard let id = CardID(subject) else { throw ValidationError("\(subject) is neither a number nor a card's ID.") }
        let lines = try lines(about: id, in: log)
        guard !lines.isEmpty else { throw Failure(GateError.unknownCard(id)) }
        try Output.write(.array(lines), pretty: true)
    }

    private func lines(about id: CardID, in log: AuditLog) throws -> [JSONValue] {
        var reader = try log.reader()
        var lines: [JSONValue] = []
        while let line = try reader.next() {
            // Most lines are about other cards; only those that have the ID somewhere are worth parsing.
            guard contains(line.bytes, "\"\(id)\""), try line.body["card"]?.string == id.text else { continue }
            lines.append(try document(line))
        }
        return lines
    }

    private func document(_ line: AuditLine) throws -> JSONValue { try JSONValue(parsing: line.bytes) }

    /// No line has a NUL byte in it, so the C library may search.
    private func contains(_ bytes: [UInt8], _ part: String) -> Bool {
        (bytes + [0]).withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { strstr($0, part) != nil } ?? false }
        }
    }
}
