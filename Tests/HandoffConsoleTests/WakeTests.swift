import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// The picture changes by itself exactly when `nextWake` says, and otherwise only when something happens.
@Suite struct WakeTests {
    @Test("Nothing to wait for, no wake-up")
    func idle() {
        var driver = ConsoleDriver()
        #expect(driver.state.nextWake == nil)
        driver.send(.queueLoaded(keys: [], total: 0, graveCount: 0, isComplete: true))
        driver.wait(10_000)
        #expect(driver.state.nextWake == nil)
    }

    @Test(
        "The picture is the same until the wake-up, and another at it",
        arguments: [
            ("2026-11-22T14:05:00Z", "2026-11-22T14:08:20Z"), ("2026-11-22T13:01:30Z", nil),
            ("2026-11-22T13:06:00Z", "2026-11-22T16:06:00Z"), ("2026-11-20T14:00:00Z", "2026-11-25T14:00:00Z"),
        ] as [(String, String?)])
    func changes(created: String, expires: String?) throws {
        let card = try SampleCards.of(
            .low, "one", ["created": .string(created), "expires": expires.map { .string($0) } ?? .null])
        var driver = ConsoleDriver([card])
        driver.send(.notice(Notice(level: .info, text: "hello")))
        for _ in 0..<40 {
            let before = driver.picture()
            guard let wake = driver.state.nextWake else { break }
            let wait = wake - driver.uptime
            #expect(wait > 0)
            if wait > 1 {
                driver.wait(wait - 1)
                #expect(driver.picture() == before, "changed before its time at \(driver.now)")
            }
            driver.wait(wake - driver.uptime)
            #expect(driver.picture() != before, "nothing changed at \(driver.now)")
        }
    }

    @Test(
        "What passes goes after six seconds without a key, and with the view; an error stays",
        arguments: ["2", "3", "4"])
    func passing(view: String) throws {
        var driver = ConsoleDriver([])
        driver.send(.notice(Notice(level: .error, text: "an error")))
        driver.press("Esc")
        driver.send(.notice(Notice(level: .info, text: "hello")))
        driver.wait(5999)
        #expect(driver.text.contains("hello"))
        driver.wait(1)
        #expect(!driver.text.contains("hello"))
        driver.send(.notice(Notice(level: .warn, text: "hello again")))
        driver.press(view)
        #expect(!driver.text.contains("hello again"))
        driver.send(.notice(Notice(level: .error, text: "an error")))
        driver.press("1")
        #expect(driver.text.contains("an error"))
    }

    @Test("Ages wake once a minute together, not once a card")
    func together() throws {
        let cards = try (0..<5).map {
            try SampleCards.of(.low, "c\($0)", ["created": .string("2026-11-22T14:0\($0):1\($0)Z")])
        }
        var driver = ConsoleDriver(cards)
        var wakes = 0
        let end = driver.uptime + 10 * 60_000
        while let wake = driver.state.nextWake, wake <= end {
            driver.wait(wake - driver.uptime)
            wakes += 1
        }
        #expect(wakes == 10)
    }
}
