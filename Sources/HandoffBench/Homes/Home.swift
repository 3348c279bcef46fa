import Glibc
import HandoffCards
import HandoffQueue

/// A throwaway home of the program that is measured.
struct Home {
    let path: String
    let handoff: String
    let environment: [String: String]

    /// Makes it with `handoff init`.
    init(at path: String, handoff: String, environment: [String: String]) throws {
        self.init(existingAt: path, handoff: handoff, environment: environment)
        try Command([handoff, "init", "--operator", "ana"], environment: self.environment).run()
    }

    init(existingAt path: String, handoff: String, environment: [String: String]) {
        self.path = path
        self.handoff = handoff
        self.environment = environment.merging(
            ["HANDOFF_HOME": path, "HANDOFF_CONFIG": path + ".config"], uniquingKeysWith: { _, new in new })
    }

    var newCards: String { path + "/queue/new" }

    func store() throws -> DirectoryQueue { try DirectoryQueue(root: path + "/queue", create: false) }

    /// Puts a card where the admission finds it, as an agent's last step would.
    func put(_ card: MadeCard) throws {
        try Files.write(card.document, to: "\(newCards)/\(card.id).json")
    }

    /// Writes a card so that only the rename is missing that hands it in.
    func prepare(_ card: MadeCard) throws -> Renaming {
        let renaming = Renaming(from: "\(path)/queue/tmp/\(card.id).json", to: "\(newCards)/\(card.id).json")
        try Files.write(card.document, to: renaming.source)
        return renaming
    }

    /// Lets the program take in what waits, as every command that lists does.
    func admit() throws {
        try Command([handoff, "list", "--json"], environment: environment).run()
    }
}

struct Renaming {
    let source: String
    let destination: String

    init(from source: String, to destination: String) {
        self.source = source
        self.destination = destination
    }

    func perform() throws { try BenchError.check(rename(source, destination), "rename to \(destination)") }
}
