import ArgumentParser
import HandoffPolicy
import StrictJSON

struct PolicyMatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Show what every action needs, and why.",
        discussion: """
            One row for each action of the catalogue and one for anything else; then the rules under which it differs. \
            For the policy in force it says, too, what became of each action in the last 13 weeks.

              $ handoff policy matrix
              $ handoff policy matrix --markdown > capabilities.md
              $ handoff policy matrix --html capabilities.html
            """)

    @Argument(
        help: "A policy's file (default: policy.yaml of the configuration folder).",
        completion: .file(extensions: ["yaml"]))
    var file: String?

    @Flag(help: "Print it as Markdown.")
    var markdown = false

    @Option(
        help: ArgumentHelp("Write it as a page; - is standard output.", valueName: "file"), completion: .file())
    var html: String?

    @Flag(help: "Replace a file that is there.")
    var force = false

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if [markdown, json, html != nil].filter({ $0 }).count > 1 {
            throw ValidationError("Give one of --markdown, --html and --json.")
        }
    }

    func run() throws {
        let policyFile = try PolicyFile(file, place)
        let policy = try policyFile.policy(orStandard: file == nil)
        policyFile.tellWhetherUsed()
        let evidence = try evidence(policy)
        let matrix = policy.matrix(levels: evidence?.levels ?? [:])
        if json { return try Output.write(document(matrix, evidence), pretty: true) }
        if let html {
            let file = try OutputFile(html, replacing: force)
            try file.write(MatrixPage(matrix: matrix, evidence: evidence, made: .now).html.source)
            return try file.finish()
        }
        let text = MatrixText(matrix: matrix, evidence: evidence)
        if markdown { return try Output.write(text.markdown.source) }
        try Output.write(text.text(width: Output.columns(), paint: Paint(Environment.current)))
    }

    /// Of the policy in force, where this user may see the record.
    private func evidence(_ policy: Policy) throws -> MatrixEvidence? {
        guard file == nil, let workplace = try? Workplace(place), let gate = try workplace.currentGate() else {
            return nil
        }
        return try MatrixEvidence(policy, gate, now: .now)
    }

    private func document(_ matrix: CapabilityMatrix, _ evidence: MatrixEvidence?) -> JSONValue {
        guard let evidence, var members = matrix.document.object else { return matrix.document }
        members["evidence"] = [
            "since": .string(evidence.since.description),
            "actions": .object(
                JSONObject(evidence.rows.map { JSONObject.Member(name: $0.action, value: $0.document) })),
        ]
        return .object(members)
    }
}
