import ArgumentParser
import HandoffGate
import StrictJSON
import Terminal

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is wrong with this set-up, and how much it can be relied on.",
        discussion: """
            Looks at terminal, settings, home, queue, keys, audit log, index, disk and clock, and changes nothing. \
            Ends with the assurance level and what would raise it, and with 1 when something fails.

            L0: agents run under your user, and approvals are advice. L1: agents run as other users, who can hand \
            cards in and reach neither keys nor log nor policy. L2: and only the gate has what the actions take.

              $ handoff doctor
            """)

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let environment = Environment.current
        let home = try place.handoffHome(environment)
        let checks = Doctor(home: home, environment: environment).checks()
        // What executors get as their environment is what the gate should have alone.
        let executors = LivePolicyFile(path: home.policy).current().policy.catalogue.compactMap(\.executor)
        let assurance = Assurance(of: home, secrets: Set(executors.compactMap(\.environmentFile)).sorted())
        if json {
            try Output.write(
                ["checks": .array(checks.map(\.document)), "assurance": assurance.document], pretty: true)
        } else {
            try Output.write(Self.words(checks, assurance, Paint(environment)))
        }
        if checks.contains(where: { $0.state == .fail }) { throw ExitCode(ProcessStatus.findings.rawValue) }
    }

    private static func words(_ checks: [Check], _ assurance: Assurance, _ paint: Paint) -> String {
        var text = ""
        for check in checks {
            let label = check.state.rawValue + String(repeating: " ", count: 4 - check.state.rawValue.count)
            let name = check.name + String(repeating: " ", count: max(0, nameWidth - check.name.count))
            text += paint(label, tint(check.state)) + "  " + name + "  " + SafeText.visible(check.finding) + "\n"
            if let advice = check.advice {
                text += String(repeating: " ", count: nameWidth + 8) + SafeText.visible(advice) + "\n"
            }
        }
        text += "\n" + paint("Assurance " + assurance.level.rawValue, .bold) + ": " + assurance.words + "\n"
        for line in assurance.raise { text += "To raise it: " + SafeText.visible(line) + "\n" }
        return text
    }

    private static let nameWidth = 15

    private static func tint(_ state: Check.State) -> Paint.Tint {
        switch state {
        case .ok: .green
        case .warn: .yellow
        case .fail: .alarm
        }
    }
}
