import Glibc
import HandoffGate

@main
enum EntryPoint {
    @MainActor
    static func main() async {
        answerVersion()
        StandardFiles.prepare()
        exit(await HandoffCommand.run(Array(CommandLine.arguments.dropFirst())))
    }

    /// Before anything else is set up: scripts and completions ask for it often.
    private static func answerVersion() {
        guard CommandLine.argc == 2, let argument = CommandLine.unsafeArgv[1], strcmp(argument, "--version") == 0 else {
            return
        }
        puts(HandoffCommand.versionLine)
        exit(0)
    }
}
