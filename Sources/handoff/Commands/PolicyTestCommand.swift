import ArgumentParser
import HandoffPolicy
import StrictJSON
import Terminal

struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Hold a policy against cases and the rulings they should get.",
        discussion: """
            A file has cases, each with name, facts, the ruling (act, ask, ask_two or forbid), and if you like words \
            that must stand in its why. Ends with 1 when one fails.

              $ handoff policy test cases.yaml
              $ cat cases.yaml
              cases:
                - name: many recipients
                  facts: {action: email.send, arguments: {to: [a]}, scale: 26}
                  ruling: forbid
                  why: more than 25 recipients
            """)

    @Argument(help: "Files of cases; - is standard input.", completion: .file(extensions: ["yaml"]))
    var files: [String]

    @Option(
        help: ArgumentHelp("The policy (default: policy.yaml of the configuration folder).", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var policy: String?

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let policy = try PolicyFile(policy, place).policy(orStandard: policy == nil)
        var (passed, failed) = (0, 0)
        for file in files {
            let bytes = try InputFile.read(file, limit: Self.longest)
            let name = InputFile.name(file)
            for each in try PolicyCases(String(decoding: bytes, as: UTF8.self), file: name).cases {
                guard let words = each.failure(under: policy) else {
                    passed += 1
                    continue
                }
                failed += 1
                let place = "\(name):\(each.place.line):\(each.place.column)"
                try Output.write(SafeText.visible("\(place): \(each.name): \(words)") + "\n")
            }
        }
        try Output.write("\(passed) passed, \(failed) failed\n")
        if failed > 0 { throw ExitCode(ProcessStatus.findings.rawValue) }
    }

    private static let longest = 4 << 20
}
