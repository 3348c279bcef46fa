import HandoffCards
import HandoffQueue
import TestSupport
import Testing

/// What every store promises about quarantine: nothing is lost, and each thing has its reason.
@Suite struct QuarantineContractTests {
    private let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    @Test(arguments: StoreKind.allCases) func aFileIsKeptWithItsReason(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        #expect(try store.listBad() == [])
        let before = Timestamp.now.adding(seconds: -2)
        try store.submit([1], as: cardID("a"))
        try store.quarantine(.card(cardID("a")), reason: "line 3, column 7: unexpected end")
        #expect(!store.isNew(cardID("a")))
        let bad = try #require(try store.listBad().first)
        #expect(bad.name == fileName("a.json"))
        #expect(bad.reason == "line 3, column 7: unexpected end")
        #expect(bad.time >= before && bad.time <= .now)
        try store.submit([2], as: cardID("a"))
        #expect(try store.read(.card(cardID("a"))).bytes == [2])
    }

    @Test(arguments: StoreKind.allCases) func nothingIsOverwritten(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        for number in 1...30 {
            try harness.place([1], as: fileName("a.json"))
            try store.quarantine(.card(cardID("a")), reason: "reason \(number)")
        }
        let bad = try store.listBad()
        #expect(bad.count == 30)
        #expect(Set(bad.map(\.name)).count == 30)
        #expect(Set(bad.map(\.reason)) == Set((1...30).map { "reason \($0)" }))
        #expect(Set(bad.map(\.name)).isSuperset(of: ["a.json", "a.2.json", "a.3.json"].map { fileName($0) }))
    }

    /// Names whose files and reasons get in each other's way.
    @Test(arguments: StoreKind.allCases) func reasonsAreNeverMixedUp(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        let kept = [
            ("a.json", "a.json"), ("a", "a.2"), ("a.reason", "a.reason.1"), ("a.reason.1", "a.reason.1.2"),
            ("a.reason.json", "a.reason.json"), ("a.json.reason", "a.json.reason.1"), ("a.2.json", "a.2.2.json"),
            ("a.2", "a.2.3"), ("a.reason", "a.reason.2"),
        ]
        for (number, names) in kept.enumerated() {
            let entry = try #require(NewEntry(fileName(names.0)))
            try harness.place([1], as: entry.name)
            try store.quarantine(entry, reason: "\(number) \(names.0)")
        }
        let bad = try Dictionary(grouping: store.listBad(), by: \.name.description)
        #expect(bad.count == kept.count)
        for (number, names) in kept.enumerated() {
            #expect(bad[names.1]?.map(\.reason) == ["\(number) \(names.0)"], "\(names)")
        }
    }

    @Test(arguments: StoreKind.allCases, [254, 255])
    func longNamesKeepTheirBeginning(kind: StoreKind, length: Int) throws {
        let harness = try kind.make(in: directory)
        let stem = [UInt8](repeating: UInt8(ascii: "x"), count: length - 1)
        for ending in [UInt8(ascii: "1"), UInt8(ascii: "2"), 0xff] {
            let entry = try #require(FileName(stem + [ending]).flatMap { NewEntry($0) })
            for _ in 1...2 {
                try harness.place([ending], as: entry.name)
                try harness.store.quarantine(entry, reason: "too long \(ending)")
            }
        }
        let bad = try harness.store.listBad()
        #expect(bad.count == 6)
        #expect(Set(bad.map(\.name)).count == 6)
        #expect(Set(bad.map(\.reason)).count == 3)
        #expect(bad.allSatisfy { $0.name.bytes.starts(with: stem.prefix(200)) })
    }

    @Test(arguments: StoreKind.allCases) func namesMayBeAnyBytes(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let names = [[0xff, 0xfe], [0x1b, 0x5b, 0x32, 0x4a], Array("\n.json".utf8), [0xc3], Array("\\xff".utf8)]
            .compactMap { FileName($0 as [UInt8]) }
        #expect(names.count == 5)
        for name in names {
            try harness.place([1], as: name)
            try harness.store.quarantine(.alien(name), reason: "no card's name: \(name)")
        }
        let bad = try harness.store.listBad()
        #expect(Set(bad.map(\.name)) == Set(names))
        for entry in bad { #expect(entry.reason == "no card's name: \(entry.name)") }
    }
}
