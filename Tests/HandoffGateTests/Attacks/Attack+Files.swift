import Glibc
import HandoffCards
import HandoffQueue
import StrictJSON
import Testing

@testable import HandoffGate

/// Files of all kinds in the queue and beside it.
extension Attack {
    /// Something in the place of the victim's decision.
    private static func deciding(
        _ name: String, _ make: @escaping @Sendable (AttackScene, String) throws -> Void
    ) -> Attack {
        Attack(name, undecided) { scene in
            try make(scene, scene.path("decisions/victim.json"))
            return nil
        }
    }

    /// Something in the place of a card, which the gate is then asked for.
    private static func handingIn(
        _ name: String, _ words: String, _ make: @escaping @Sendable (AttackScene, String) throws -> Void
    ) -> Attack {
        Attack(name, words) { scene in
            try make(scene, scene.path("new/it.json"))
            return CardID("it")
        }
    }

    /// Something in the place of the mark of an approved card.
    private static func marking(_ name: String, _ make: @escaping @Sendable (String, String) -> Void) -> Attack {
        Attack(name, "cannot be marked as running") { scene in
            mkdir(scene.bench.folder + "/running", 0o700)
            make(scene.bench.folder, scene.bench.folder + "/running/victim")
            try scene.approve(scene.victim)
            return nil
        }
    }

    static let onFiles: [Attack] = [
        deciding("a decision file that says so") { scene, path in
            let decision = Decision(
                card: scene.victim, kind: .approved, button: nil, edited: false, arguments: ["to": "lena"],
                message: nil, operator: "ana", decided: scene.now, basis: .operator, token: "")
            try scene.write(decision.document.bytes(), to: "decisions/victim.json")
        },
        deciding("a decision file with a good token over it") { scene, _ in
            let decision = Decision(
                card: scene.victim, kind: .approved, button: nil, edited: false, arguments: ["to": "lena"],
                message: nil, operator: "ana", decided: scene.now, basis: .operator,
                token: try scene.token().signed(by: AttackScene.ana))
            try scene.write(decision.document.bytes(), to: "decisions/victim.json")
        },
        deciding("a symbolic link for a decision") { scene, path in symlink(scene.path("new/victim.json"), path) },
        deciding("a FIFO for a decision") { _, path in mkfifo(path, 0o600) },
        deciding("a folder for a decision") { _, path in mkdir(path, 0o700) },
        deciding("another folder for all decisions") { scene, _ in
            rename(scene.path("decisions"), scene.path("elsewhere"))
            mkdir(scene.path("decisions"), 0o700)
        },
        deciding("keys of its own in the queue") { scene, _ in
            _ = try KeyFolder(path: scene.path("keys")).create(operatorName: "mallory")
        },
        handingIn("a symbolic link for a card", "not a regular file") { scene, path in
            symlink(scene.bench.folder + "/audit/audit.jsonl", path)
        },
        handingIn("a FIFO for a card", "not a regular file") { _, path in mkfifo(path, 0o600) },
        handingIn("a folder for a card", "not a regular file") { _, path in mkdir(path, 0o700) },
        handingIn("a key by a hard link", "/handoff is missing") { scene, path in
            let key = KeyFolder(path: scene.bench.folder + "/keys")
            _ = try key.create(operatorName: "ana")
            try #require(link(key.privateKeyPath(of: "ana"), path) == 0)
        },
        handingIn("the log by a hard link", "something follows") { scene, path in
            try #require(link(scene.bench.folder + "/audit/audit.jsonl", path) == 0)
        },
        handingIn("a card of 300,000 bytes", "more than the") { scene, _ in
            try scene.write([UInt8](repeating: 0x20, count: 300_000), to: "new/it.json")
        },
        handingIn("nothing for a card", "ends too early") { scene, _ in try scene.write([], to: "new/it.json") },
        Attack("a policy in the queue", "its name is not a card ID") { scene in
            try scene.write(Array("version: 1\ndefault: ask\n".utf8), to: "new/policy.yaml")
            return nil
        },
        Attack("a name with a space", "its name is not a card ID") { scene in
            try scene.submit("victim ", action: AttackScene.mail)
            return nil
        },
        Attack("a name that encodes a path", "its name is not a card ID") { scene in
            try scene.submit("a%2f..%2fvictim")
            return nil
        },
        Attack("a name that is too long", "its name is not a card ID") { scene in
            try scene.submit(String(repeating: "a", count: 97))
            return nil
        },
        Attack("a name with a line end", "its name is not a card ID") { scene in
            try scene.submit("victim\n")
            return nil
        },
        Attack("a name that is not UTF-8's", "its name is not a card ID") { scene in
            let name: [CChar] = [0x61, -1, 0x2e, 0x6a, 0x73, 0x6f, 0x6e, 0]
            try scene.write(GateBench.document().bytes(), to: "tmp/card")
            let path = scene.path("new/").utf8CString.dropLast() + name
            try #require(rename(scene.path("tmp/card"), Array(path)) == 0)
            return nil
        },
        marking("a symbolic link for its mark") { home, place in symlink(home + "/elsewhere", place) },
        marking("a link to itself for its mark") { _, place in symlink(place, place) },
        marking("a folder for its mark") { _, place in mkdir(place, 0o700) },
        Attack("a mark that the agent holds", "it is being carried out now") { scene in
            mkdir(scene.bench.folder + "/running", 0o700)
            let file = open(scene.bench.folder + "/running/victim", O_RDWR | O_CREAT, 0o600)
            flock(file, LOCK_EX)
            try scene.approve(scene.victim)
            return nil
        },
    ]
}
