import ArgumentParser
import HandoffPolicy

struct PolicyMatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Show what every action needs, and why.",
        discussion: """
            One row for each action of the catalogue and one for anything else; then the rules under which it differs.

              $ handoff policy matrix
              $ handoff policy matrix --markdown > capabilities.md
            """)

    @Argument(
        help: "A policy's file (default: policy.yaml of the configuration folder).",
        completion: .file(extensions: ["yaml"]))
    var file: String?

    @Flag(help: "Print it as Markdown.")
    var markdown = false

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if markdown, json { throw ValidationError("Give --markdown or --json, not both.") }
    }

    func run() throws {
        let matrix = try PolicyFile(file, place).policy(orStandard: file == nil).matrix
        if json { return try Output.write(matrix.document, pretty: true) }
        let text = MatrixText(matrix: matrix)
        if markdown { return try Output.write(text.markdown.source) }
        try Output.write(text.text(width: Output.columns(), paint: Paint(Environment.current)))
    }
}
