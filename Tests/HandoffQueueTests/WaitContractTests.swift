import Glibc
import HandoffCards
import HandoffQueue
import TestSupport
import Testing

/// What every store promises to those who wait for a decision.
@Suite struct WaitContractTests {
    private let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    @Test(.timeLimit(.minutes(20)), arguments: StoreKind.allCases)
    func aDecisionThatIsThereIsReturnedAtOnce(kind: StoreKind) throws {
        let store = try kind.make(in: directory).store
        try store.publish([7], for: cardID("a"))
        #expect(try store.waitForDecision(cardID("a"), until: nil) == [7])
        #expect(try store.waitForDecision(cardID("a"), until: .now - .seconds(1)) == [7])
    }

    @Test(.timeLimit(.minutes(20)), arguments: StoreKind.allCases) func theDeadlineEndsTheWait(kind: StoreKind) throws {
        let store = try kind.make(in: directory).store
        try store.publish([7], for: cardID("other"))
        #expect(try store.waitForDecision(cardID("a"), until: .now - .seconds(1)) == nil)
        let deadline = ContinuousClock.now + .milliseconds(30)
        #expect(try store.waitForDecision(cardID("a"), until: deadline) == nil)
        #expect(ContinuousClock.now >= deadline)
    }

    @Test(.timeLimit(.minutes(20)), arguments: StoreKind.allCases)
    func otherDecisionsDoNotEndTheWait(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        let waiter = try BackgroundThread { try harness.store.waitForDecision(cardID("a"), until: nil) }
        for other in ["b", "a.2", "A", "a-"] { try harness.store.publish([1], for: cardID(other)) }
        usleep(20_000)
        try harness.store.publish([2], for: cardID("a"))
        #expect(try waiter.join() == [2])
    }

    /// The decision comes while the waiter is about to wait: no order of the two loses it.
    @Test(.timeLimit(.minutes(20)), arguments: StoreKind.allCases) func noDecisionIsMissed(kind: StoreKind) throws {
        let harness = try kind.make(in: directory)
        for round in 0..<60 {
            let id = cardID("round-\(round)")
            let waiter = try BackgroundThread { try harness.store.waitForDecision(id, until: .now + .seconds(50)) }
            usleep(UInt32(round % 20) * 10)
            try harness.store.publish([UInt8(round % 256)], for: id)
            #expect(try waiter.join() == [UInt8(round % 256)])
        }
    }

    @Test(.timeLimit(.minutes(20)), arguments: StoreKind.allCases)
    func aHandledSignalDoesNotEndTheWait(kind: StoreKind) throws {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGUSR2, &action, nil)
        let harness = try kind.make(in: directory)
        let waiter = try BackgroundThread {
            // Threads that run tests block signals, and those they make inherit that.
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGUSR2)
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            return try harness.store.waitForDecision(cardID("a"), until: .now + .seconds(50))
        }
        for _ in 1...20 {
            usleep(1_000)
            pthread_kill(waiter.id, SIGUSR2)
        }
        try harness.store.publish([1], for: cardID("a"))
        #expect(try waiter.join() == [1])
    }
}
