import ArgumentParser
import HandoffAudit
import HandoffCards

/// Which cases of the audit a command is about.
struct FilterOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Which cases: words and fields, as in the console's history (action:email.* decision:declined -account:acme \"two years\").",
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

    /// A field that must not hold, such as `-account:acme`, looks like options to the parser: it is put behind a `--` at the end.
    static func moved(_ arguments: [String]) -> [String] {
        guard arguments.first == "audit", ["report", "export"].contains(arguments.dropFirst().first) else {
            return arguments
        }
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        let negated = arguments[..<end].filter(isNegated)
        guard !negated.isEmpty else { return arguments }
        return arguments[..<end].filter { !isNegated($0) } + (end == arguments.endIndex ? ["--"] : arguments[end...])
            + negated
    }

    private static func isNegated(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let colon = word.firstIndex(of: ":") else { return false }
        return AuditFilter.fieldNames.contains(word[..<colon].dropFirst().lowercased())
    }

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
