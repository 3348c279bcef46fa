import ArgumentParser
import Glibc
import HandoffAudit

struct AuditTailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Show the log's last lines, and with -f those to come.",
        discussion: """
            Times are those of this machine's time zone. With --json the lines come as they stand in the log, byte \
            for byte.

              $ handoff audit tail -f
              $ handoff audit tail -n 100 --json
            """)

    @Flag(name: [.short, .long], help: "Go on with new lines as they are written.")
    var follow = false

    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("lines")],
        help: ArgumentHelp("How many of the last lines to show.", valueName: "count"))
    var count = 20

    @Flag(help: "Print the lines as they stand in the log.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if count < 0 { throw ValidationError("-n takes 0 or more.") }
    }

    func run() throws {
        let log = try Workplace(place).log()
        let paint = Paint(Environment.current)
        // Before the first look, so that nothing comes in between unseen.
        let watch = follow ? try log.watch() : nil
        let (lines, broken) = try last(max(1, count), of: log)
        for line in lines.suffix(count) { try show(line, paint) }
        if let broken { throw broken }
        guard let watch else { return }
        var reader = try log.reader(from: lines.last?.end ?? .start)
        while true {
            while let line = try reader.next() { try show(line, paint) }
            _ = try Poll.isReadable(watch.descriptor, by: nil, writingTo: STDOUT_FILENO)
            watch.drain()
        }
    }

    /// The last good lines, and what is wrong after them. Only a log whose last lines do not hold is read from its start.
    private func last(_ count: Int, of log: AuditLog) throws -> (lines: [AuditLine], broken: AuditError?) {
        do { return (try log.lines(count: count), nil) } catch {
            guard case .broken = error else { throw error }
            var reader = try log.reader()
            var lines: [AuditLine] = []
            do throws(AuditError) {
                while let line = try reader.next() {
                    lines.append(line)
                    if lines.count / 2 >= count { lines.removeFirst(lines.count - count) }
                }
            } catch { return (lines.suffix(count), error) }
            return (lines.suffix(count), error)
        }
    }

    private func show(_ line: AuditLine, _ paint: Paint) throws {
        if json {
            let bytes = Output.isTerminal(STDOUT_FILENO) ? SafeJSON.escaped(line.bytes) : line.bytes
            try Output.write(bytes + [UInt8(ascii: "\n")])
        } else {
            try Output.write(AuditLineWords(line).text(paint) + "\n")
        }
    }
}
