import ArgumentParser
import Glibc
import HandoffAudit
import StrictJSON

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every line of the log and the chain of their hashes.",
        discussion: """
            Ends with 0 and the number of lines, or with 65 and the first broken line. The chain shows that no line \
            before the last one was changed, taken out or put in. The end is held against the last line that the \
            index has taken in, so that lines cut off or rewritten there are found as well, unless somebody changed \
            the index, too: against that, note the last hash elsewhere.

              $ handoff audit verify
              1204 lines, none broken. Last hash: 5f0c…
            """)

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let log = try workplace.log()
        // Asked before the log is read, which may grow meanwhile.
        let known = Self.lastKnown(in: workplace)
        let report = try Self.announcing(log) { try log.verify(knowing: known) }
        if json {
            try Output.write(report.document)
        } else if report.broken == nil {
            try Output.write("\(Words.lines(report.lines)), none broken. Last hash: \(report.end.leaf.hex)\n")
            if report.tornBytes > 0 {
                Output.note(
                    "\(report.tornBytes) bytes follow the last line: one that is being written, or was cut off"
                )
            }
        } else {
            try Output.write("\(Words.lines(report.lines, "good")). Last good hash: \(report.end.leaf.hex)\n")
        }
        guard let broken = report.broken else { return }
        throw Failure(
            .badInput, Failure(AuditError.broken(broken)).what,
            advice: "Nothing is decided on a broken log. Keep it as it is, and find out who wrote to it.")
    }

    /// As far as the index has followed the log; nil where there is no index, or none that this user may open.
    private static func lastKnown(in workplace: Workplace) -> LogPosition? {
        guard access(workplace.home.index, R_OK) == 0 else { return nil }
        return try? workplace.index().position()
    }

    /// Says what is going on while a long log is checked, to whoever watches.
    private static func announcing<R>(_ log: AuditLog, _ work: () throws -> R) throws -> R {
        let mebibytes = ((try? log.lines(count: 1))?.last?.end.offset ?? 0) >> 20
        guard mebibytes >= longLog, Output.isTerminal(STDERR_FILENO) else { return try work() }
        Output.tell("Checking \(mebibytes) MiB …")
        defer { Output.tell("\r\u{1B}[K") }
        return try work()
    }

    /// In MiB: what takes about a second.
    private static let longLog = 64
}

extension VerificationReport {
    var document: JSONValue {
        var result: JSONObject = [
            "lines": .number(Double(lines)), "last": .string(end.leaf.hex), "torn_bytes": .number(Double(tornBytes)),
        ]
        result["broken"] =
            broken.map { line in
                [
                    "line": line.line.map { .number(Double($0)) } ?? .null, "offset": .number(Double(line.offset)),
                    "reason": .string("\(line.problem)"),
                ]
            } ?? .null
        return .object(result)
    }
}
