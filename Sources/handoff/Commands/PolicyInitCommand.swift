import ArgumentParser
import Glibc

struct PolicyInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented policy to begin with.",
        discussion: """
            Writes policy.yaml into the configuration folder, and replaces nothing.

              $ handoff policy init
            """)

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let home = try place.handoffHome()
        guard access(home.configuration, F_OK) == 0 else {
            throw Failure(
                .cannotWrite, "there is no folder \(home.configuration)", advice: "Make the home first: handoff init")
        }
        let path = try PolicyFile.create(in: home)
        try Output.write(Paint.safe(path) + "\n")
        Output.tell("Fit it to your agents, then: handoff policy check\n")
    }
}
