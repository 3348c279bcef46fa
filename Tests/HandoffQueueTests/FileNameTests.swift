import Glibc
import HandoffCards
import HandoffQueue
import Testing

@Suite struct FileNameTests {
    @Test(arguments: ["", ".", "..", "a/b", "/", "../new/card.json", "a\0b", String(repeating: "x", count: 256)])
    func whatLeadsElsewhereIsNoName(text: String) {
        #expect(FileName(text.utf8) == nil)
    }

    @Test(arguments: [
        ("card.json", "card.json"), ("a b~", "a b~"), ("...", "..."), ("\u{1b}[2J", "\\x1b[2J"), ("a\nb", "a\\x0ab"),
        ("\u{202e}", "\\xe2\\x80\\xae"), ("\\x0a", "\\x5cx0a"), ("\u{7f}", "\\x7f"),
    ])
    func namesAreShownInPrintableASCII(name: String, shown: String) {
        #expect(FileName(name.utf8)?.description == shown)
    }

    @Test func everyByteIsShownInItsOwnWay() {
        let names = (UInt8.min...UInt8.max).compactMap { FileName([0x61, $0]) }
        #expect(names.count == 254)
        #expect(Set(names.map(\.description)).count == 254)
        #expect(names.allSatisfy { $0.description.unicodeScalars.allSatisfy { (0x20...0x7e).contains($0.value) } })
    }

    @Test(arguments: [
        ("a.json", "a"), ("a.json.json", "a.json"),
        ("0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90.json", "0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90"),
        (String(repeating: "x", count: 96) + ".json", String(repeating: "x", count: 96)),
    ])
    func cardsAreKnownByTheirNames(name: String, id: String) {
        #expect(NewEntry(fileName(name)) == .card(cardID(id)))
        #expect(NewEntry(fileName(name))?.name == fileName(name))
    }

    @Test(arguments: [
        "json", "a", "a.jso", "a.json ", "a.JSON", "a b.json", "é.json", String(repeating: "x", count: 97) + ".json",
    ])
    func otherNamesAreAlien(name: String) {
        #expect(NewEntry(fileName(name)) == .alien(fileName(name)))
    }

    @Test(arguments: [".json", ".a.json", ".a.json.swp", "..."]) func hiddenNamesAreNothing(name: String) {
        #expect(NewEntry(fileName(name)) == nil)
        #expect(OutcomeEntry(fileName(name)) == nil)
    }
}

@Suite struct QueueErrorTests {
    private static let path = "/q/new/a.json"

    /// Each says what happened, where, and what helps.
    @Test(arguments: [
        (QueueError.alreadyExists(cardID("a")), ["ID a", "another ID"]),
        (.notRegular(.symbolicLink, path: path), [path, "a symbolic link"]),
        (.tooLarge(size: 300_000, limit: 262_144, path: path), [path, "300000", "262144"]),
        (.ownerNotAllowed(user: 1001, path: path), [path, "1001"]),
        (.unreadable(path: path, errno: EACCES), [path, "Permission denied", "owner"]),
        (.badName(path: path), [path, "ID.2.json"]),
        (.vanished(path: path), [path, "gone"]),
        (.changedWhileRead(path: path), [path, "written to"]),
        (.noDirectory(path: "/q"), ["/q", "handoff init"]),
        (.tooManyWatches(setting: "fs.inotify.max_user_watches"), ["sysctl fs.inotify.max_user_watches"]),
        (
            .io(operation: "write", path: path, errno: ENOSPC),
            ["cannot write /q", "No space left on device", "free some space"]
        ),
        (.io(operation: "write", path: path, errno: EDQUOT), ["quota"]),
        (
            .io(operation: "move to quarantine", path: path, errno: EPERM),
            ["cannot move to quarantine /q", "who may write"]
        ),
        (.io(operation: "sync", path: path, errno: EIO), ["Input/output error", "disk"]),
    ])
    func errorsSayWhatHelps(error: QueueError, parts: [String]) {
        for part in parts { #expect(error.description.contains(part)) }
    }
}
