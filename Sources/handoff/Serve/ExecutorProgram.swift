import HandoffGate

/// An executor's program gets what agents must not have, so nobody but the gate's user and root may be able to change what it does.
enum ExecutorProgram {
    /// Where the program is, without a link in its path: after this nobody else can put another one there.
    ///
    /// - Parameters:
    ///   - argv: the program and its words, as the policy has them. A script is a word of the program that reads it, so what a word names
    ///     by its absolute path is looked at as the program is, but it may be no file, or not there.
    ///   - directory: where it starts; what it finds there it may read or run.
    static func path(of argv: [String], startingIn directory: String? = nil) throws(ProgramNotStarted) -> String {
        guard let program = argv.first else { throw ProgramNotStarted(reason: "the executor has no words") }
        do {
            let path = try OwnedPath.resolved(program)
            for word in argv.dropFirst() where word.hasPrefix("/") { _ = try OwnedPath.resolved(word, .anything) }
            if let directory { _ = try OwnedPath.resolved(directory, .closedFolder) }
            return path
        } catch { throw ProgramNotStarted(reason: error.reason) }
    }

    /// Who else could change what it does; nil for nobody.
    static func problem(with argv: [String], startingIn directory: String? = nil) -> String? {
        do throws(ProgramNotStarted) { _ = try path(of: argv, startingIn: directory) } catch { return error.reason }
        return nil
    }
}
