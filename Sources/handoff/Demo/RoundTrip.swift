import ArgumentParser
import HandoffCards
import HandoffGate
import HandoffQueue
import Terminal

/// One card from its agent to a decision and back, told in plain text by the commands that one would type.
struct RoundTrip {
    let home: DemoHome

    /// After the agent has handed its card in.
    ///
    /// - Returns: the exit status.
    func run() throws -> Int32 {
        let workplace = try Workplace(home.places)
        let gate = try workplace.gate()
        try gate.bringUpToDate()
        guard let id = try gate.index.pendingIDs().first else { throw home.silentAgents }
        let outcomes = try gate.store.watch([.outcomes])

        try tell("A support mailer, a process of its own, has handed in a card.")
        try type(ShowCommand.self, "show", [id.text])
        try tell("In the console the operator presses a key. Here the same gate is asked by a command.")
        try type(DecideCommand.self, "decide", [id.text, "approve"])
        try tell("The mailer, asleep until now, checks the signature, sends the mail and reports.")
        try wait(for: outcomes, of: gate.store)
        try gate.bringUpToDate()
        try show("sent/\(id).eml")
        try tell("All of it is in the audit log.")
        try type(AuditTailCommand.self, "audit tail", [])
        try type(AuditVerifyCommand.self, "audit verify", [])
        return ProcessStatus.success.rawValue
    }

    private func tell(_ words: String) throws { try Output.write("\n# " + words + "\n") }

    /// Shows the command, and runs it.
    private func type(_ command: (some ParsableCommand).Type, _ name: String, _ arguments: [String]) throws {
        try Output.write("\n$ " + (["handoff", name] + arguments).joined(separator: " ") + "\n")
        var command = try command.parse(arguments + ["--home", home.root, "--config", home.places.configuration])
        try command.run()
    }

    private func show(_ name: String) throws {
        try Output.write("\n$ cat " + name + "\n")
        let lines = try Stage(path: home.stage).read(name).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for line in lines.dropLast() { try Output.write(SafeText.visible(String(line)) + "\n") }
    }

    private func wait(for watch: any QueueWatch, of store: any QueueStore) throws {
        let deadline = ContinuousClock.now + .seconds(5)
        while try store.listOutcomes().isEmpty {
            guard try Poll.isReadable(watch.descriptor, by: deadline) else { throw home.silentAgents }
            _ = watch.drain()
        }
    }
}
