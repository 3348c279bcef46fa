import Glibc
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON

@testable import handoff

/// A home of its own for one test, removed when the test lets go of it.
final class TestHome {
    let place: HandoffHome

    init() throws {
        var template = Array("/tmp/handoff-command-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(io: "/tmp", code: errno) }
        let root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        place = HandoffHome(root: root + "/home", configuration: root + "/config")
        _ = try Initialisation(home: place, operatorName: "ana").run()
    }

    deinit {
        Self.remove(String(place.root.dropLast("/home".count)))
    }

    private static func remove(_ path: String) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            for name in DirectoryListing.names(in: path) where name != "." && name != ".." { remove(path + "/" + name) }
        }
        _ = Glibc.remove(path)
    }

    func workplace() throws -> Workplace { try Workplace(place) }

    /// Hands in a card made of the low-risk one with `changes` over it.
    @discardableResult
    func submit(_ changes: JSONObject = [:]) throws -> CardID {
        let submission = try NewCard(.object(Self.card.overlaid(with: changes)), bytes: nil, name: "card", now: .now)
        try submission.submit(to: try workplace().store())
        return submission.card.id
    }

    func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Failure(io: path, code: errno) }
        defer { close(descriptor) }
        try Output.write(Array(text.utf8), to: descriptor)
    }

    static let card: JSONObject = [
        "handoff": 1, "agent": ["name": "docs-bot"], "context": "Tidying up.", "proposal": "Fix the typo.",
        "action": ["type": "file.edit", "arguments": ["path": "README"], "reversible": true, "external": false],
    ]
}

func card(_ changes: JSONObject = [:]) throws -> Card {
    try NewCard(
        .object(TestHome.card.overlaid(with: changes)), bytes: nil, name: "card", now: Timestamp(milliseconds: 0)
    )
    .card
}
