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
        let matrix = try PolicyFile(file, place).policy(orStandard: file == nil).matrix
        if json { return try Output.write(matrix.document, pretty: true) }
        if let html {
            let file = try OutputFile(html, replacing: force)
            try file.write(MatrixPage(matrix: matrix, made: .now).html.source)
            return try file.finish()
        }
        let text = MatrixText(matrix: matrix)
        if markdown { return try Output.write(text.markdown.source) }
        try Output.write(text.text(width: Output.columns(), paint: Paint(Environment.current)))
    }
}
