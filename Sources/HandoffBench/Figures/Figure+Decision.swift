import Glibc
import HandoffCards
import HandoffQueue

extension Figure {
    static let decision = Figure(name: "decision") { workbench in
        let home = try workbench.emptyHome("decisions")
        let cards = (0..<workbench.samples(40) + 3).map { number in
            var maker = CardMaker(20_000_000 + number)
            return maker.card(risk: .low, created: CardMaker.beginning.adding(seconds: number))
        }
        for card in cards { try home.put(card) }
        try home.admit()
        let console = try workbench.console(home)
        defer { console.end() }
        try console.wait(for: cards[0].mark)
        try console.rest()
        let disk = try SyncFloor(workbench.folder + "/decision.floor")
        let line = [UInt8](repeating: UInt8(ascii: "a"), count: 1200)
        var (latencies, syncs) = (Samples(), Samples())
        for (number, card) in cards.enumerated() {
            let latency = try decide(on: card.id, console, home)
            // The first few warm up.
            if number < 3 { continue }
            latencies.add(latency)
            // After as long a pause as the decision had: what others wrote meanwhile takes part in the sync.
            try pause(.milliseconds(420), console)
            syncs.add(try ContinuousClock().measure { try disk.append(line) })
        }
        let notices = try workbench.notices.get().bothWays.value.amount
        func floor(_ percent: Double) -> Floor {
            Floor(name: "a sync, inotify both ways", value: .milliseconds(notices + syncs.percentile(percent)))
        }
        return [
            Row(
                what: "decision key to waiter released, p50", value: .milliseconds(latencies.median), floor: floor(50),
                target: .atMost(2)),
            Row(what: "… p99", value: .milliseconds(latencies.percentile(99)), floor: floor(99)),
        ]
    }

    /// Presses `s` on the card under the cursor, which another thread waits for.
    private static func decide(on card: CardID, _ console: Pty, _ home: Home) throws -> Duration {
        // A decision counts when the card has been on screen for a while, and when the key before was another one.
        try console.settle(quietFor: .milliseconds(50))
        try console.send("k")
        try pause(.milliseconds(400), console)
        let store = try home.store()
        let waiter = try Worker {
            let decision = try store.waitForDecision(card, until: .now + .seconds(5))
            return decision == nil ? nil : ContinuousClock.now
        }
        try pause(.milliseconds(20), console)
        let pressed = ContinuousClock.now
        try console.send("s")
        guard let released = try waiter.join() else {
            try pause(.milliseconds(50), console)
            throw BenchError.notInTime("the decision on \(card)", seen: console.lastSeen)
        }
        return released - pressed
    }

    /// Goes on reading what the screen says, so that the program never waits for the terminal.
    private static func pause(_ duration: Duration, _ console: Pty) throws {
        let end = ContinuousClock.now + duration
        while ContinuousClock.now < end { _ = try console.read(within: end - .now) }
    }
}
