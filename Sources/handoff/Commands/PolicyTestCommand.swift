import ArgumentParser
import HandoffGate
import HandoffPolicy

struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Try the cases inside a policy's rules, or hold it against cases of your own.",
        discussion: """
            Without files it tries the cases of match and not_match, and says which rules have none. A file has cases, \
            each with name, facts, the ruling (act, ask, ask_two or forbid), and if you like words that must stand in \
            its why. Ends with 1 when one fails.

              $ handoff policy test
              $ handoff policy test cases.yaml
              $ cat cases.yaml
              cases:
                - name: many recipients
                  facts: {action: email.send, arguments: {to: [a]}, scale: 26}
                  ruling: forbid
                  why: more than 25 recipients
            """)

    @Argument(
        help: "Files of cases; - is standard input (default: the cases inside the rules).",
        completion: .file(extensions: ["yaml"]))
    var files: [String] = []

    @Option(
        help: ArgumentHelp("The policy (default: policy.yaml of the configuration folder).", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var policy: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let policyFile = try PolicyFile(policy, place)
        let report = try report(on: policyFile)
        policyFile.tellWhetherUsed()
        if json {
            try Output.write(report.document, pretty: true)
        } else {
            try Output.write(report.text)
        }
        if !report.failures.isEmpty { throw ExitCode(ProcessStatus.findings.rawValue) }
    }

    func report(on policyFile: PolicyFile) throws -> PolicyTestReport {
        let reading = try policyFile.reading(orStandard: policy == nil)
        var report = PolicyTestReport(reading, isOfRules: files.isEmpty)
        if files.isEmpty {
            // A case that fails is an error of the file, and here a finding. Any other error may be why.
            let failures = reading.tests.flatMap(\.failures)
            let errors = reading.problems.filter { $0.severity == .error && !failures.contains($0) }
            guard errors.isEmpty else { throw policyFile.failure(errors) }
            for tests in reading.tests { report.add(tests) }
        } else {
            guard let policy = reading.policy else { throw policyFile.failure(reading.problems) }
            for file in files { report.add(try Self.cases(file), file: InputFile.name(file), under: policy) }
        }
        return report
    }

    private static func cases(_ file: String) throws -> PolicyCases {
        let bytes = try InputFile.read(file, limit: LivePolicyFile.longest)
        let name = InputFile.name(file)
        // Repaired, it would be another case.
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.badInput, "\(name) is not UTF-8")
        }
        return try PolicyCases(text, file: name)
    }
}
