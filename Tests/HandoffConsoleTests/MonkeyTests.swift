import HandoffAudit
import HandoffCards
import Terminal
import TestSupport
import Testing

@testable import HandoffConsole

/// Anything may happen in any order: nothing breaks, and no decision gets past the guards.
@Suite struct MonkeyTests {
    private static let keys = [
        "j", "k", "g", "G", "C-d", "C-u", "PageDown", "PageUp", "Tab", "S-Tab", "Enter", "Esc", "s", "S", "T", "r", "x",
        "d",
        "a", "e", "J", "K", "1", "2", "3", "9", "F1", "F2", "?", "q", "C-z", "C-l", "Y", "n", "f", "Space", "b", "8",
        "4", "0",
        "Backspace", "%", "C-w", "m", "N", "/", "{", "}", ":", "F3", "F4", "t", "-", "c",
    ]

    @Test("Random keys, arrivals, endings, sizes and pauses", arguments: 0..<6)
    func anything(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let lines = try SampleLog.lines()
        let record = try SampleCase.edited()
        var driver = ConsoleDriver()
        var number = 0
        func another() throws -> Card {
            number += 1
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return try SampleCards.boundary()
            case 1: return try SampleCards.restart()
            case 2: return try SampleCards.purge()
            case 3: return try SampleCards.question()
            case 4: return try SampleCards.scope()
            case 5: return try SampleCards.hostile()
            default: return try SampleCards.of(Risk.allCases.randomElement(using: &random) ?? .low, "card-\(number)")
            }
        }
        driver.load(try (0..<6).map { _ in try another() })
        for _ in 0..<400 {
            let before = driver
            switch Int.random(in: 0..<42, using: &random) {
            case 0..<24: driver.press(Self.keys.randomElement(using: &random) ?? "j")
            case 24..<28: driver.wait([10, 299, 301, 701, 5000, 120_000].randomElement(using: &random) ?? 1)
            case 28..<30: driver.arrive(try another())
            case 30: driver.send(.queueChanged(added: [], removed: [Int64.random(in: 1...20, using: &random)]))
            case 31:
                let size = Size(
                    columns: Int.random(in: 0...160, using: &random), rows: Int.random(in: 0...50, using: &random))
                driver.send(.resize(size))
            case 32:
                guard let sent = driver.decisions.randomElement(using: &random) else { break }
                let kind: Decision.Kind? = sent.press == .skip ? nil : .approved
                driver.send(.decided(row: sent.row, id: sent.id, kind: kind, operator: "ana"))
            case 33:
                guard let sent = driver.decisions.randomElement(using: &random) else { break }
                driver.send(.decisionRefused(row: sent.row, reason: "too late"))
            case 34:
                driver.send(.badFiles([BadFile(name: "b\(number % 3)", reason: "r", time: driver.now, removal: "rm")]))
            case 35: driver.send(.historyLoaded(lines: lines, isAtEnd: true, before: nil))
            case 36: driver.send(.historyAppended([lines[Int.random(in: 0..<lines.count, using: &random)]]))
            case 37: driver.send(.paste("Y\ns1840"))
            case 38:
                for case .loadCases(let query) in driver.effects.suffix(3) {
                    driver.send(.casesLoaded(try FilterTests.cases([2, 1]), for: query))
                }
                for case .loadRecord(let query) in driver.effects.suffix(3) {
                    driver.send(
                        .recordLoaded(
                            CaseRecord(
                                query: query, line: lines.randomElement(using: &random), found: record.found,
                                proposed: record.proposed, decided: record.decided, reports: record.reports)))
                }
            case 39:
                let grouping = TrustGrouping.allCases.randomElement(using: &random) ?? .action
                driver.send(.trust(SampleTrust.overview(SampleTrust.rows.shuffled(using: &random), grouping)))
            case 40: driver.send(.focus(Bool.random(using: &random)))
            default:
                driver.send(
                    .notice(Notice(level: [.info, .warn, .error].randomElement(using: &random) ?? .info, text: "n")))
            }
            let picture = driver.picture()
            #expect(
                picture.size == Size(columns: max(0, driver.state.size.columns), rows: max(0, driver.state.size.rows)))
            if driver.decisions.count > before.decisions.count {
                check(driver.decisions[before.decisions.count], before, seed)
            }
        }
    }

    private func check(_ sent: DrawnDecision, _ before: ConsoleDriver, _ seed: UInt64) {
        let state = before.state
        #expect(state.card?.row == sent.row && state.card?.loaded.digest == sent.digest, "seed \(seed)")
        #expect(state.exposure != nil && state.decisionGuard.isArmed(at: before.uptime), "seed \(seed)")
        #expect(state.inFlight[sent.row] == nil && sent.looked >= DecisionGuard.delay, "seed \(seed)")
        guard let card = state.card, let verdict = try? card.card.verdict(of: sent.press), case .approve = verdict
        else { return }
        #expect(card.confirmation(of: sent.press).isSatisfied(by: sent.confirmation), "seed \(seed)")
        #expect(card.stakes(of: sent.press).risk != .critical || card.wasReadToEnd, "seed \(seed)")
    }
}
