import HandoffGate
import StrictJSON

extension Program {
    /// What carries a released action out: the executor's program with the approved arguments on its standard input, and who and what it is about in
    /// its environment. Nothing of the card becomes a word of a command.
    init(_ release: Release) throws(ProgramNotStarted) {
        guard let executor = release.executor else {
            throw ProgramNotStarted(reason: "the policy has no executor for \(release.card.action.type)")
        }
        let program = try ExecutorProgram.path(of: executor.argv, startingIn: executor.directory)
        var environment = try executor.environmentFile.map(ExecutorEnvironment.read) ?? [:]
        environment["HANDOFF_CARD"] = release.card.id.text
        environment["HANDOFF_ACTION"] = release.card.action.type
        environment["HANDOFF_ACCOUNT"] = release.card.account
        environment["HANDOFF_TARGET"] = release.target
        self.init(
            executable: program, argv: executor.argv, directory: executor.directory ?? "/", environment: environment,
            input: .bytes(JSONValue.object(release.arguments).bytes()), timeout: .seconds(executor.timeout))
    }
}
