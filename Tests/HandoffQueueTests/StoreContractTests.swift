import HandoffCards
import HandoffQueue
import TestSupport
import Testing

/// What every store promises, about cards and decisions.
@Suite struct StoreContractTests {
    private let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    @Test(arguments: StoreKind.allCases) func aCardIsReadAsItWasHandedIn(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        let before = Timestamp.now.adding(seconds: -2)
        #expect(!store.isNew(cardID("a")))
        try store.submit(Array("{\"a\": 1}".utf8), as: cardID("a"))
        #expect(store.isNew(cardID("a")))
        #expect(try store.listNew() == [.card(cardID("a"))])
        let read = try store.read(.card(cardID("a")))
        #expect(read.bytes == Array("{\"a\": 1}".utf8))
        #expect(read.modified >= before && read.modified <= .now)
        try harness.place(Array("{}".utf8), as: fileName("b.json"))
        #expect(try store.read(.card(cardID("b"))).owner == read.owner)
    }

    @Test(arguments: StoreKind.allCases) func anIDIsHandedInOnce(kind: StoreKind) throws {
        let store = try kind.make(in: directory).store
        for id in ["waits", "retired", "decided"].map(cardID) { try store.submit([1], as: id) }
        try store.retire(cardID("retired"))
        try store.publish([2], for: cardID("decided"))
        try store.retire(cardID("decided"))
        for id in ["waits", "retired", "decided"].map(cardID) {
            #expect(throws: QueueError.alreadyExists(id)) { try store.submit([3], as: id) }
        }
        #expect(try store.listNew() == [.card(cardID("waits"))])
        #expect(try store.read(.card(cardID("waits"))).bytes == [1])
    }

    @Test(arguments: StoreKind.allCases) func oneOfManyHandsOneIDIn(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        for round in 0..<20 {
            let id = cardID("round-\(round)")
            let threads = try (0..<8).map { (number: UInt8) in
                try BackgroundThread { () -> UInt8? in
                    do {
                        try harness.store.submit([number], as: id)
                        return number
                    } catch QueueError.alreadyExists {
                        return nil
                    }
                }
            }
            let winners = try threads.compactMap { try $0.join() }
            #expect(winners.count == 1)
            #expect(try harness.store.read(.card(id)).bytes == winners)
        }
    }

    @Test(arguments: StoreKind.allCases) func sizesHaveALimit(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        let most = [UInt8](repeating: 32, count: QueueLimit.card)
        try store.submit(most, as: cardID("most"))
        #expect(try store.read(.card(cardID("most"))).bytes == most)
        try store.submit([], as: cardID("empty"))
        #expect(try store.read(.card(cardID("empty"))).bytes == [])

        func isTooLarge(_ error: (any Error)?, _ limit: Int) -> Bool {
            guard case .tooLarge(limit + 1, limit, _)? = error as? QueueError else { return false }
            return (error as? QueueError)?.isFileAtFault == true
        }
        let handedIn = #expect(throws: QueueError.self) { try store.submit(most + [32], as: cardID("more")) }
        #expect(isTooLarge(handedIn, QueueLimit.card))
        #expect(!store.isNew(cardID("more")))
        try harness.place(most + [32], as: fileName("more.json"))
        let read = #expect(throws: QueueError.self) { try store.read(.card(cardID("more"))) }
        #expect(isTooLarge(read, QueueLimit.card))

        let outcome = [UInt8](repeating: 32, count: QueueLimit.outcome)
        try store.reportOutcome(outcome, for: cardID("most"))
        #expect(try store.listOutcomes().map { try store.readOutcome($0).bytes } == [outcome])
        let reported = #expect(throws: QueueError.self) { try store.reportOutcome(outcome + [32], for: cardID("more")) }
        #expect(isTooLarge(reported, QueueLimit.outcome))
    }

    @Test(arguments: StoreKind.allCases) func namesThatAreNoCardsAreListedToo(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let aliens =
            ["notes.txt", "with space.json", "card.JSON", "card.json~", "a\u{1b}[2J.json", "zeile\n.json", "ü.json"]
            .map { fileName($0) }
            + [FileName([0xff, 0xfe, 0x2e]), FileName(Array(repeating: 0x61, count: 255))].compactMap(\.self)
        for name in aliens { try harness.place([1], as: name) }
        if kind == .directory {  // In memory they cannot even be put there.
            for name in [".hidden.json", ".a.json.swp"] { try harness.place([1], as: fileName(name)) }
        }
        try harness.place([1], as: fileName("v1.2_final-x.json"))
        let expected = Set(aliens.map(NewEntry.alien) + [.card(cardID("v1.2_final-x"))])
        let listed = try harness.store.listNew()
        #expect(listed.count == expected.count)
        #expect(Set(listed) == expected)
        for entry in listed { #expect(try harness.store.read(entry).bytes == [1]) }
    }

    @Test(arguments: StoreKind.allCases) func retiringEndsTheWait(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        try store.submit([1], as: cardID("a"))
        try store.retire(cardID("a"))
        #expect(!store.isNew(cardID("a")))
        #expect(try store.listNew() == [])
        try store.retire(cardID("a"))
        try store.retire(cardID("never-there"))
        #expect(throws: QueueError.self) { try store.read(.card(cardID("a"))) }
        #expect(try store.listBad() == [])
        // An agent that goes past `submit` overwrites nothing.
        try harness.place([2], as: fileName("a.json"))
        try store.retire(cardID("a"))
        #expect(!store.isNew(cardID("a")))
        #expect(try store.listBad().map(\.name) == [fileName("a.json")])
    }

    @Test(arguments: StoreKind.allCases) func whatIsGoneIsNobodysFault(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        try store.submit([1], as: cardID("a"))
        try harness.withdraw(cardID("a"))
        let entry = NewEntry.card(cardID("a"))
        let outcome = try #require(OutcomeEntry(fileName("a.json")))
        let errors = [
            #expect(throws: QueueError.self) { try store.read(entry) },
            #expect(throws: QueueError.self) { try store.quarantine(entry, reason: "?") },
            #expect(throws: QueueError.self) { try store.readOutcome(outcome) },
            #expect(throws: QueueError.self) { try store.quarantineOutcome(outcome, reason: "?") },
        ]
        for case let error? in errors {
            guard case .vanished = error else { Issue.record("\(error)"); continue }
            #expect(!error.isFileAtFault)
        }
        #expect(try store.listBad() == [])
    }

    @Test(arguments: StoreKind.allCases) func theLatestDecisionStands(kind: StoreKind) throws {
        let store = try kind.make(in: directory).store
        #expect(try store.decision(for: cardID("a")) == nil)
        try store.publish([1], for: cardID("a"))
        try store.publish([2, 3], for: cardID("a"))
        #expect(try store.decision(for: cardID("a")) == [2, 3])
        #expect(try store.decision(for: cardID("b")) == nil)
        let long = [UInt8](repeating: 32, count: 2 * QueueLimit.card)
        try store.publish(long, for: cardID("b"))
        #expect(try store.decision(for: cardID("b")) == long)
    }

    @Test(arguments: StoreKind.allCases) func outcomesAddUp(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        #expect(try store.listOutcomes() == [])
        // `a.2.json` is the second outcome of `a`, so the first of `a.2` has to go elsewhere.
        for (byte, id) in ["a", "a", "a.2", "a"].enumerated() {
            try store.reportOutcome([UInt8(byte)], for: cardID(id))
        }
        var found: [String: [UInt8]] = [:]
        for entry in try store.listOutcomes() { found[entry.name] = try store.readOutcome(entry).bytes }
        #expect(found == ["a.json": [0], "a.2.json": [1], "a.2.2.json": [2], "a.3.json": [3]])
    }

    @Test(arguments: StoreKind.allCases) func outcomesWithOddNamesAreAtFault(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let odd = ["a.txt", "a b.json", "\u{202e}.json"].map { fileName($0) } + [FileName([0xff])].compactMap(\.self)
        for name in odd { try harness.placeOutcome([1], as: name) }
        let listed = try harness.store.listOutcomes()
        #expect(Set(listed.map(\.file)) == Set(odd))
        #expect(Set(listed.map(\.name)).count == odd.count)
        for entry in listed {
            let error = #expect(throws: QueueError.self) { try harness.store.readOutcome(entry) }
            #expect(error?.isFileAtFault == true)
            try harness.store.quarantineOutcome(entry, reason: "no name for an outcome")
        }
        #expect(try harness.store.listOutcomes() == [])
        #expect(try Set(harness.store.listBad().map(\.name)) == Set(odd))
    }
}
