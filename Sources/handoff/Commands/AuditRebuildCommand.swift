import ArgumentParser
import Glibc
import HandoffAudit
import HandoffGate
import StrictJSON

struct AuditRebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the index anew from the log.",
        discussion: """
            The index holds nothing that the log does not say; it makes the queue, the history's search and the reports quick. It is \
            made anew by itself when it is missing. This is for one that is damaged or that you do not trust. The old one serves \
            until the new one is whole, and stays if this is interrupted.

              $ handoff audit rebuild
              10000000 lines taken in.
            """)

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let gate = try Workplace(place).gate()
        Interruption.watch()
        var bar = ProgressBar("Reading the log", unit: "lines")
        let start = ContinuousClock.now
        let report = try gate.rebuildIndex(now: .now) { lines, bytes, total in
            bar.show(lines, done: bytes, total: total)
            return Interruption.signal == nil
        }
        bar.clear()
        guard let report else {
            Output.note("interrupted; the index is as it was")
            throw ExitCode(128 + (Interruption.signal ?? SIGINT))
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if json {
            try Output.write(
                [
                    "lines": .number(Double(report.lines)), "bytes": .number(Double(report.bytes)),
                    "seconds": .number((seconds * 1000).rounded() / 1000),
                ] as JSONValue)
        } else {
            try Output.write("\(Words.lines(report.lines)) taken in.\n")
        }
    }
}
