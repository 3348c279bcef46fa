import HandoffCards
import Testing

@testable import HandoffConsole

@Suite struct WordsTests {
    private let now = SampleCards.now

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (12_400, "12,400"), (1_234_567, "1,234,567"), (-4000, "-4,000"),
    ])
    func grouped(number: Int, text: String) { #expect(Words.grouped(number) == text) }

    @Test(arguments: [
        (0, "0m"), (180, "3m"), (3540, "59m"), (3600, "1h"), (172_700, "47h"), (172_800, "2d"), (-50, "0m"),
    ])
    func age(seconds: Int, text: String) {
        #expect(Words.age(of: now.adding(seconds: -seconds), at: now) == text)
    }

    @Test(
        arguments: [
            (1, "1s"), (60, "60s"), (61, "1m"), (3599, "59m"), (3600, "1h"), (172_800, "2d"), (0, nil), (-1, nil),
        ] as [(Int, String?)])
    func remaining(seconds: Int, text: String?) {
        #expect(Words.remaining(until: now.adding(seconds: seconds), at: now) == text)
    }

    @Test func time() {
        #expect(Words.time(now.adding(seconds: -60), at: now, isShort: true) == "14:04:11")
        #expect(Words.time(now.adding(seconds: -90_000), at: now, isShort: false) == "21 Nov 13:05")
        #expect(Words.time(now.adding(seconds: -90_000), at: now, isShort: true) == "21 Nov")
    }
}
