import ArgumentParser
import HandoffAudit
import HandoffCards

struct AuditExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the audit log out for auditors and other programs.",
        discussion: """
            As jsonl, which is the default, a folder: the log's lines as they are, checkpoints, public keys, a manifest \
            and VERIFY.md, with which anybody can check it all without handoff. With a filter or --redact the lines that \
            are left out are represented by their hashes, and the whole can still be checked.

              jsonl        a folder, as above
              csv          a file with a row for each case
              ocsf         a file with an OCSF API Activity event for each line
              cloudevents  a file with a CloudEvents 1.0 event for each line

            A redacted value is replaced wherever a line has it; its digests stay. Prose that repeats it is not \
            recognised: redact that, too (/context, /proposal, /reasoning, /buttons, /attachments, /detail, /reason). A \
            place that no line has anything at is an error, and nothing is written.

              $ handoff audit export evidence
              $ handoff audit export acme-october --account acme --since 2026-10-01
              $ handoff audit export shared --redact /arguments/body --redact /target
              $ handoff audit export - --format csv action:email.* decision:declined
            """)

    @Argument(
        help: ArgumentHelp("The folder or file to make; - is standard output.", valueName: "to"), completion: .file())
    var target: String

    @OptionGroup var filter: FilterOptions

    @Option(help: "jsonl, csv, ocsf or cloudevents.")
    var format = ExportFormat.jsonl

    @Option(
        help: ArgumentHelp(
            "Leave out what is at this place of the card: a JSON pointer such as /arguments/body. Can be repeated.",
            valueName: "pointer"))
    var redact: [String] = []

    @Flag(help: "Replace what is there: a file, or a folder that is an export.")
    var force = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if format == .jsonl, target == "-" {
            throw ValidationError("As jsonl a folder is made; standard output is none.")
        }
        do { _ = try Redaction(parsing: redact) } catch { throw ValidationError("\(error).") }
    }

    func run() throws {
        let now = Timestamp.now
        if format != .jsonl, target != "-" { try OutputFile.checkPlace(target, replacing: force) }
        let filter = try filter.auditFilter(now: now)
        let exporter = try AuditExporter(
            Workplace(place), filter: filter, redaction: try Redaction(parsing: redact), now: now,
            isWholeLog: filter.isEverything && (format == .jsonl || format == .cloudevents))
        // Standard output leaves nothing to take away, and who reads it may keep it waiting.
        if target != "-" { Interruption.watch() }
        do { try write(exporter) } catch let code as ExitCode {
            Output.note("interrupted; nothing was written")
            throw code
        }
    }

    private func write(_ exporter: AuditExporter) throws {
        switch format {
        case .jsonl: try exporter.writeFolder(target, replacing: force)
        case .csv: try exporter.writeTable(target, replacing: force)
        case .ocsf, .cloudevents: try exporter.writeEvents(target, as: format, replacing: force)
        }
    }
}
