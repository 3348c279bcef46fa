import ArgumentParser
import HandoffAudit
import HandoffCards

/// Which cases of the audit a command is about.
struct FilterOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Which cases: words and fields, as in the console's history (action:email.* decision:declined \"two years\").",
            valueName: "filter"))
    var filter: [String] = []

    @Option(help: ArgumentHelp("Cases proposed from here on: 7d, 2026-11-01, 2026-11-01T12:00Z.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Cases proposed before: as --since; a day is meant with its end.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("Cases of this account; * stands for anything.", valueName: "name"))
    var account: String?

    @Option(help: ArgumentHelp("Actions of this type; * stands for anything.", valueName: "type"))
    var action: String?

    @Option(help: ArgumentHelp("Cases that this operator decided; * stands for anything.", valueName: "name"))
    var `operator`: String?

    /// The options are put as fields to the filter, so that one language says everything.
    func auditFilter(now: Timestamp) throws -> AuditFilter {
        var parts = filter
        for (field, value) in [
            ("since", since), ("until", until), ("account", account), ("action", action), ("operator", `operator`),
        ] {
            guard let value else { continue }
            guard !value.contains("\"") else { throw ValidationError("--\(field) cannot have a quotation mark in it.") }
            parts.append(
                value.contains { $0.isWhitespace || $0 == "," } ? "\(field):\"\(value)\"" : "\(field):\(value)")
        }
        do { return try AuditFilter(parsing: parts.joined(separator: " "), now: now) } catch {
            throw Failure(.usage, "the filter is not understood: \(error)")
        }
    }
}
