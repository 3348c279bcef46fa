import HandoffCards
import Terminal
import TestSupport
import Testing

@testable import HandoffConsole

@Suite struct QueueTests {
    private func key(_ row: Int64, using random: inout SeededRandom) -> PendingKey {
        PendingKey(
            row: row, risk: Risk.allCases.randomElement(using: &random) ?? .low,
            since: Timestamp(milliseconds: 1_700_000_000_000 + Int64.random(in: 0..<1_000_000, using: &random)))
    }

    @Test("Arrivals and removals elsewhere move neither the cursor's card nor its row on the screen", arguments: 0..<12)
    func anchored(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var queue = QueueState()
        queue.height = Int.random(in: 1...12, using: &random)
        var model = (1...Int64.random(in: 1...60, using: &random)).map { key($0, using: &random) }.sorted()
        queue.load(model, total: model.count, graveCount: model.count { $0.risk.isGrave }, isComplete: true)
        var next = Int64(model.count + 1)
        for _ in 0..<100 {
            if Bool.random(using: &random) { queue.move(to: Int.random(in: -2..<model.count + 2, using: &random)) }
            let cursor = try #require(queue.cursorKey)
            let offset = queue.index - queue.top
            var added: [PendingKey] = []
            for _ in 0..<[0, 1, 1, 2, 30].randomElement(using: &random)! {
                added.append(key(next, using: &random))
                next += 1
            }
            added.sort()
            let removable = model.filter { $0 != cursor }
            let count = min(removable.count, [0, 1, 1, 3, 20].randomElement(using: &random)!)
            let removed = removable.shuffled(using: &random).prefix(count).map(\.row)
            queue.change(added: added, removed: removed)
            model = (model + added).filter { !removed.contains($0.row) }.sorted()
            #expect(queue.keys == model, "seed \(seed)")
            #expect(queue.cursorKey == cursor && model[queue.index] == cursor, "seed \(seed)")
            #expect(queue.index - queue.top == offset, "seed \(seed)")
            #expect(queue.total == model.count && queue.graveCount == model.count { $0.risk.isGrave }, "seed \(seed)")
            #expect(queue.oldest == model.map(\.since).min(), "seed \(seed)")
        }
    }

    @Test("When the cursor's card goes, the next takes its place; after the last, the one before", arguments: 0..<6)
    func gone(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var queue = QueueState()
        queue.height = 5
        var model = (1...20).map { key($0, using: &random) }.sorted()
        queue.load(model, total: 20, graveCount: 0, isComplete: true)
        while !model.isEmpty {
            let place = Int.random(in: 0..<model.count, using: &random)
            queue.move(to: place)
            queue.change(added: [], removed: [model[place].row])
            model.remove(at: place)
            #expect(queue.cursorKey == (model.indices.contains(place) ? model[place] : model.last), "seed \(seed)")
        }
        #expect(queue.cursor == nil)
    }

    @Test("The first page, then all: the cursor stays on its card")
    func loading() throws {
        var random = SeededRandom(seed: 7)
        let keys = (1...1000).map { key($0, using: &random) }.sorted()
        var queue = QueueState()
        queue.height = 4
        queue.load(Array(keys.prefix(50)), total: 1000, graveCount: 600, isComplete: false)
        queue.move(to: 30)
        let cursor = queue.cursorKey
        #expect(queue.total == 1000 && queue.graveCount == 600)
        queue.load(keys, total: 1000, graveCount: 600, isComplete: true)
        #expect(queue.cursorKey == cursor && queue.index == 30)
    }

    @Test("New arrivals are marked until the cursor was on them")
    func fresh() throws {
        var driver = ConsoleDriver([try SampleCards.of(.high, "one")])
        driver.arrive(try SampleCards.of(.low, "two"))
        #expect(driver.text.contains("(+1 new)") && driver.text.contains("*  . low"))
        driver.press("j", "k")
        #expect(!driver.text.contains("new)") && !driver.text.contains("*  . low"))
    }

    @Test("A long admission is no news card by card")
    func admission() throws {
        var driver = ConsoleDriver([try SampleCards.of(.high, "one")])
        driver.send(.admission(done: 1, total: 9))
        driver.arrive(try SampleCards.of(.low, "two"))
        #expect(driver.text.contains("checking 1 of 9") && !driver.text.contains("new)"))
        driver.send(.admission(done: 9, total: 9))
        #expect(!driver.text.contains("checking"))
    }

    @Test("A skip is sent, the card stays, and the cursor goes on")
    func skip() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "one"), try SampleCards.of(.low, "two")])
        driver.press("x")
        #expect(driver.decisions.map(\.id.text) == ["one"] && driver.state.card?.card.id.text == "two")
        driver.send(.decided(row: driver.decisions[0].row, id: driver.decisions[0].id, kind: nil, operator: "ana"))
        #expect(driver.state.queue.keys.count == 2 && driver.state.inFlight.isEmpty)
    }

    @Test("A decision elsewhere that is only seen as a removal is told all the same")
    func removal() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "one"), try SampleCards.of(.low, "two")])
        let card = try #require(driver.state.card)
        driver.send(.queueChanged(added: [], removed: [card.row]))
        #expect(driver.text.contains("Ended elsewhere"))
        driver.send(.decided(row: card.row, id: card.card.id, kind: .declined, operator: nil))
        #expect(driver.text.contains("Declined \(card.mark) Publish changelog one."))
    }

    @Test("Bad files stand at the end, and their cursor stays too")
    func badFiles() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "one")])
        let file = BadFile(name: "b.json", reason: "no", time: driver.now, removal: "rm")
        driver.send(.badFiles([file]))
        driver.press("G")
        #expect(driver.state.queue.cursor == .badFile(file) && driver.state.card == nil)
        #expect(driver.text.contains("QUEUE 1 ") && driver.text.contains("  bad file 1 of 1 "))
        driver.press("g")
        #expect(driver.text.contains("  1 of 1 "))
        driver.press("G")
        driver.arrive(try SampleCards.of(.low, "two"))
        driver.send(.badFiles([BadFile(name: "a.json", reason: "no", time: driver.now, removal: "rm"), file]))
        #expect(driver.state.queue.cursor == .badFile(file))
        driver.pressSlowly("s", "x", "d", "Enter")
        #expect(driver.decisions.isEmpty)
        driver.send(.badFiles([]))
        #expect(driver.state.card?.card.id.text == "two")
    }

    @Test(
        "What tells cards of one kind apart stays in sight",
        arguments: [(60, 16), (80, 24), (109, 36), (110, 36), (120, 36), (160, 45), (200, 50)])
    func alike(columns: Int, height: Int) throws {
        let cards = try (100..<130).map { number in
            try SampleCards.card(
                "c\(number)",
                [
                    "agent": ["name": "agent-with-a-long-name"], "account": .string("acme"),
                    "proposal": .string(
                        "Update the record of a customer who moved, with the address that came in today, and tell her so: \(number)."
                    ),
                ],
                action: ["target": .string("customers/\(number)"), "reversible": false, "external": true, "scale": 40])
        }
        var driver = ConsoleDriver(cards, columns, height)
        if columns == 60 { driver.press("Esc") }
        let layout = driver.state.layout
        let lines = driver.text.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines[layout.list.row..<layout.list.endRow].map { String($0.prefix(layout.list.endColumn)) }
        for (number, row) in zip(100..., rows) where number < 130 {
            #expect(row.contains("CRITICAL") && row.contains(" Update"))
            #expect(row.contains("\(number)"), "\(row)")
            #expect(row.contains("acme") == (columns == 109 || columns > 120), "\(row)")
        }
    }

    @Test("A row says its target once, and none where its title is the only one of its kind")
    func saidOnce() throws {
        func rows(_ proposals: String...) throws -> [String] {
            let cards = try proposals.enumerated().map { number, proposal in
                try SampleCards.card(
                    "c\(number)", ["account": "acme", "proposal": .string(proposal)], action: ["target": "payments"])
            }
            let driver = ConsoleDriver(cards, 140, 45)
            let list = driver.state.layout.list
            return driver.text.split(separator: "\n", omittingEmptySubsequences: false)
                .dropFirst(list.row).prefix(cards.count).map { String($0.prefix(list.endColumn)) }
        }
        for row in try rows("Restart payments.", "Restart payments.") {
            #expect(row.contains(" Restart payments.  ") && row.hasSuffix("  for acme "), "\(row)")
        }
        for row in try rows("Restart it.", "Restart it.") { #expect(row.hasSuffix("  payments for acme "), "\(row)") }
        for row in try rows("Restart it.", "Stop it.") { #expect(!row.contains("payments") && !row.contains("acme")) }
    }

    @Test("A row without an answer is asked for once")
    func asking() throws {
        var driver = ConsoleDriver()
        let keys = (1...3).map { PendingKey(row: $0, risk: .low, since: driver.now) }
        driver.send(.queueLoaded(keys: Array(keys), total: 3, graveCount: 0, isComplete: true))
        // Nothing is in the store: cardGone empties the queue card by card, and that ends.
        #expect(driver.state.queue.keys.isEmpty)
    }

    @Test("A key costs the same with 100,000 cards as with 1,000, and keeps few texts")
    func large() throws {
        func driver(_ count: Int64) throws -> ConsoleDriver {
            var driver = ConsoleDriver()
            driver.anyCard = try SampleCards.of(.low)
            let keys = (1...count).map { PendingKey(row: $0, risk: .low, since: Timestamp(milliseconds: $0)) }
            driver.send(.queueLoaded(keys: keys, total: keys.count, graveCount: 0, isComplete: true))
            return driver
        }
        var small = try driver(1000)
        var large = try driver(100_000)
        // A look at every key would cost a hundred times as much. The machine may be busy: one quiet moment is enough.
        var ratios: [Double] = []
        repeat {
            let times = [large.measure(), small.measure()]
            ratios.append(times[0] / times[1])
        } while ratios.count < 200 && ratios.last.map { $0 > 3 } == true
        #expect(ratios.contains { $0 <= 3 }, "\(ratios)")
        #expect(large.state.queue.rows.count < 1000)
    }
}

extension ConsoleDriver {
    fileprivate mutating func measure() -> Duration {
        ContinuousClock().measure { press("G", "k", "C-u", "g", "j", "C-d") }
    }
}
