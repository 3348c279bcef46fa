import ArgumentParser
import HandoffPolicy
import StrictJSON
import Terminal

struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is wrong with a policy, or likely a mistake.",
        discussion: """
            Runs the tests inside the rules too. Ends with 65 when there is an error: such a policy is not used.

              $ handoff policy check
              policy.yaml:14:5: warning: rule drafts never lets anything act: …

            The canaries beside the policy are looked at too; those that are none are never shown.
            """)

    @Argument(
        help: "A policy's file (default: policy.yaml of the configuration folder).",
        completion: .file(extensions: ["yaml"]))
    var file: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let policyFile = try PolicyFile(file, place)
        let reading = try policyFile.reading(orStandard: file == nil)
        policyFile.tellWhetherUsed()
        let canaries = file == nil ? try place.handoffHome().canaries : nil
        var (usable, broken) = canaries.map { CanaryFolder(path: $0).read() } ?? ([], [])
        if let canaries, let share = reading.policy?.canaries, share > 0, usable.isEmpty {
            broken.append("\(canaries): there is no canary to show")
        }
        if json {
            try Output.write(document(reading, broken), pretty: true)
        } else {
            for problem in reading.problems { try Output.write(SafeText.visible(problem.description) + "\n") }
            for problem in broken { try Output.write(SafeText.visible(problem) + "\n") }
            if let policy = reading.policy { try tell(policy, problems: reading.problems) }
        }
        if reading.policy == nil || !broken.isEmpty || policyFile.obstacle != nil {
            throw ExitCode(ProcessStatus.badInput.rawValue)
        }
    }

    private func tell(_ policy: Policy, problems: [PolicyProblem]) throws {
        let counts = [
            Words.count(policy.catalogue.count, "action"), Words.count(policy.rules.count, "rule"),
            Words.count(problems.count, "warning"),
        ]
        try Output.write(counts.joined(separator: ", ") + "\n" + policy.digest.tagged + "\n")
    }

    private func document(_ reading: PolicyReading, _ broken: [String]) -> JSONValue {
        var members: JSONObject = [:]
        if let policy = reading.policy {
            members["policy"] = .string(policy.digest.tagged)
            members["actions"] = .number(Double(policy.catalogue.count))
            members["rules"] = .number(Double(policy.rules.count))
        }
        members["problems"] = .array(
            reading.problems.map { problem in
                [
                    "severity": .string(problem.severity.rawValue), "file": .string(problem.file),
                    "line": .number(Double(problem.line)), "column": .number(Double(problem.column)),
                    "words": .string(problem.words),
                ]
            })
        members["canary_problems"] = .array(broken.map(JSONValue.string))
        return .object(members)
    }
}
