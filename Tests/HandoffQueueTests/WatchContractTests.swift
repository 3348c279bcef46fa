import HandoffCards
import HandoffQueue
import TestSupport
import Testing

/// What every store promises about following changes.
@Suite struct WatchContractTests {
    private let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    private static let everything = Set(QueuePlace.allCases)

    @Test(arguments: StoreKind.allCases) func everyChangeIsTold(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        let watch = try store.watch(Self.everything)
        #expect(!isRinging(watch))
        func next(_ change: () throws -> Void) throws -> QueueChanges {
            try change()
            #expect(isRinging(watch))
            let changes = watch.drain()
            #expect(!isRinging(watch))
            return changes
        }
        func expected(_ change: (inout QueueChanges) -> Void) -> QueueChanges {
            var changes = QueueChanges()
            change(&changes)
            return changes
        }
        let (a, b) = (cardID("a"), cardID("b"))
        #expect(try next { try store.submit([1], as: a) } == expected { $0.new = [.card(a)] })
        #expect(try next { try store.publish([1], for: a) } == expected { $0.decisions = [a] })
        #expect(try next { try store.retire(a) } == expected { $0.withdrawn = [a] })
        let outcome = try #require(OutcomeEntry(fileName("a.json")))
        #expect(try next { try store.reportOutcome([1], for: a) } == expected { $0.outcomes = [outcome] })
        #expect(try next { try harness.place([1], as: fileName("b.json")) } == expected { $0.new = [.card(b)] })
        #expect(try next { try harness.withdraw(b) } == expected { $0.withdrawn = [b] })
        let alien = fileName("odd name")
        #expect(try next { try harness.place([1], as: alien) } == expected { $0.new = [.alien(alien)] })
        #expect(try next { try store.quarantine(.alien(alien), reason: "odd") } == expected { $0.bad = true })
        try store.submit([1], as: b)
        _ = watch.drain()
        let quarantined = try next { try store.quarantine(.card(b), reason: "bad") }
        #expect(
            quarantined
                == expected {
                    $0.withdrawn = [b]; $0.bad = true
                })
        #expect(try next { try store.quarantineOutcome(outcome, reason: "bad") } == expected { $0.bad = true })
        #expect(watch.drain() == QueueChanges())
    }

    @Test(arguments: StoreKind.allCases) func eachNameComesOnceByItsLatestChange(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let store = harness.store
        let watch = try store.watch(Self.everything)
        for id in ["came", "came-and-went", "went-and-came"].map(cardID) { try store.submit([1], as: id) }
        try harness.withdraw(cardID("came-and-went"))
        try harness.withdraw(cardID("went-and-came"))
        try store.submit([1], as: cardID("went-and-came"))
        try harness.place([2], as: fileName("came.json"))
        for _ in 1...3 { try store.publish([1], for: cardID("came")) }
        var expected = QueueChanges()
        expected.new = [.card(cardID("went-and-came")), .card(cardID("came"))]
        expected.withdrawn = [cardID("came-and-went")]
        expected.decisions = [cardID("came")]
        #expect(watch.drain() == expected)
    }

    @Test(arguments: StoreKind.allCases, QueuePlace.allCases)
    func onlyWhatWasAskedForIsTold(kind: StoreKind, place: QueuePlace) throws {
        let harness = try kind.make(in: directory)
        let watch = try harness.store.watch([place])
        try harness.store.submit([1], as: cardID("a"))
        try harness.store.publish([1], for: cardID("a"))
        try harness.store.reportOutcome([1], for: cardID("a"))
        try harness.store.quarantine(.card(cardID("a")), reason: "bad")
        let changes = watch.drain()
        #expect(changes.withdrawn.isEmpty == (place != .new))
        #expect(changes.decisions.isEmpty == (place != .decisions))
        #expect(changes.outcomes.isEmpty == (place != .outcomes))
        #expect(changes.bad == (place == .bad))
        #expect(!changes.overflowed)
    }

    @Test(arguments: StoreKind.allCases) func everyWatchIsToldByItself(kind: StoreKind) throws {
        let store = try kind.make(in: directory).store
        try store.submit([1], as: cardID("before"))
        let (first, second) = (try store.watch([.new]), try store.watch([.new]))
        try store.submit([1], as: cardID("a"))
        #expect(first.drain().new == [.card(cardID("a"))])
        #expect(second.drain().new == [.card(cardID("a"))])
        #expect(!isRinging(first))
    }

    @Test(arguments: StoreKind.allCases) func lostChangesAreAdmitted(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let watch = try harness.store.watch(Self.everything)
        try harness.overflow()
        var overflowed = false
        while isRinging(watch) { overflowed = watch.drain().overflowed || overflowed }
        #expect(overflowed)
        try harness.store.submit([1], as: cardID("after"))
        let changes = watch.drain()
        #expect(changes.new == [.card(cardID("after"))])
        #expect(!changes.overflowed)
    }
}
