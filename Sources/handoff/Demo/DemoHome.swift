import Glibc
import HandoffGate

/// The demo's throwaway home, with the stage that its agents act on beside it.
struct DemoHome {
    let root: String

    private static let prefix = "handoff-demo-"

    /// Nil unless the name is one that `make` gives, so that nothing else can ever be removed.
    init?(root: String) {
        guard let name = root.split(separator: "/").last, name.hasPrefix(Self.prefix) else { return nil }
        self.root = root
    }

    /// Makes an empty one, 0700, under `temporary`.
    static func make(under temporary: String) throws(Failure) -> DemoHome {
        var template = Array((temporary + "/" + prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(io: temporary, code: errno)
        }
        let path = template.dropLast().map { UInt8(bitPattern: $0) }
        guard let home = DemoHome(root: String(decoding: path, as: UTF8.self)) else {
            throw Failure(io: temporary, code: EINVAL)
        }
        return home
    }

    /// What `handoff init` makes, a policy for the demo's agents, and the empty stage.
    func initialise(_ policy: String) throws {
        _ = try Initialisation(home: places, operatorName: "you").run()
        _ = try PolicyFile.create(in: places, policy)
        for folder in [stage, stage + "/sent"] where mkdir(folder, 0o700) != 0 {
            throw Failure(io: folder, code: errno)
        }
    }

    /// Removes everything; follows no symbolic links.
    func remove() { Self.remove(root) }

    private static func remove(_ path: String) {
        // A directory is what a listing can be made of, and a link to one is removed before it is looked into.
        if unlink(path) == 0 { return }
        for name in DirectoryListing.names(in: path) where name != "." && name != ".." { remove(path + "/" + name) }
        rmdir(path)
    }

    var places: HandoffHome { HandoffHome(root: root, configuration: root + "/config") }
    /// Why there is nothing to show, with the agents' last words.
    var silentAgents: Failure {
        let words = DemoAgentName.allCases.compactMap { agent in
            (try? Stage(path: stage).read(agent.log))?.split(separator: "\n").last
        }
        return Failure(
            .ourFault, "the demo's agents did not do in time what they should",
            advice: words.isEmpty ? nil : words.joined(separator: "; "))
    }

    /// Where the agents' doing can be seen.
    var stage: String { root + "/stage" }
}
