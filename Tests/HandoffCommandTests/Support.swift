import Glibc
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON
import TestSupport

@testable import handoff

/// A home of its own for one test, removed when the test lets go of it.
final class TestHome {
    let place: HandoffHome
    private let folder: TemporaryFolder

    /// Gates' logs stay open until the process ends, and many systems begin with 1024 files for each.
    private static let hasRoom = {
        var limit = rlimit()
        getrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        return setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit) == 0
    }()

    init() throws {
        _ = Self.hasRoom
        folder = try TemporaryFolder()
        place = HandoffHome(root: folder.path + "/home", configuration: folder.path + "/config")
        _ = try Initialisation(home: place, operatorName: "ana").run()
    }

    func workplace() throws -> Workplace { try Workplace(place) }

    /// Hands in a card made of the low-risk one with `changes` over it.
    @discardableResult
    func submit(_ changes: JSONObject = [:]) throws -> CardID {
        let submission = try NewCard(.object(Self.card.overlaid(with: changes)), bytes: nil, name: "card", now: .now)
        try submission.submit(to: try workplace().store())
        return submission.card.id
    }

    func write(_ text: String, to path: String) throws { try Files.write(Array(text.utf8), to: path) }

    func setPolicy(_ text: String) throws { try Files.replace(place.policy, with: Array(text.utf8)) }

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
