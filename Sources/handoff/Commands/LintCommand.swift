import ArgumentParser
import HandoffCards
import HandoffQueue
import StrictJSON

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Say what is wrong with card files, or slow to read.",
        discussion: """
            A file that is not a card ends it with 65 and the place of the error. Else it names what makes a card \
            slow to read, and ends with 0, or with 1 under --strict when there was anything.

              $ handoff lint card.json
              card.json: /reasoning: without it a reader who doubts has nothing to open
            """)

    @Argument(help: "Card files; - is standard input.", completion: .file(extensions: ["json"]))
    var files: [String]

    @Flag(help: "End with 1 when there is anything to improve.")
    var strict = false

    @Flag(help: "Print an array with an object for each file.")
    var json = false

    func run() throws {
        let findings = files.map(LintFinding.init)
        if json {
            try Output.write(.array(findings.map(\.document)), pretty: true)
        } else {
            for finding in findings { try finding.tell() }
        }
        if findings.contains(where: { $0.error != nil }) { throw ExitCode(ProcessStatus.badInput.rawValue) }
        if strict, findings.contains(where: { !$0.warnings.isEmpty }) {
            throw ExitCode(ProcessStatus.findings.rawValue)
        }
    }
}
