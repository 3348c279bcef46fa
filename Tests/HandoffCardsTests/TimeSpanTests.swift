import HandoffCards
import Testing

@Suite struct TimeSpanTests {
    @Test(arguments: [
        ("90s", 90), ("10m", 600), ("36h", 129_600), ("2d", 172_800), ("1h30m", 5400), ("0s", 0), ("1d1s", 86_401),
    ])
    func reads(_ text: String, _ seconds: Int) {
        #expect(TimeSpan(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "10", "m", "10 m", "-5m", "5m5m", "5s1h", "1.5h", "10w", "٣m", "3651d", "99999999999999999999s", "1h30",
        "10M",
    ])
    func refuses(_ text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (60, "1m"), (90, "90s"), (3600, "1h"), (129_600, "36h"), (86_400, "1d")])
    func isWrittenSoThatItReadsBack(_ seconds: Int, _ text: String) {
        #expect(TimeSpan(seconds: seconds).description == text)
        #expect(TimeSpan(text)?.seconds == seconds)
    }

    @Test(arguments: [(-5, "0s"), (59, "59s"), (119, "1m"), (7199, "1h"), (172_799, "47h"), (172_800, "2d")])
    func roundsToItsLargestUnit(_ seconds: Int, _ text: String) {
        #expect(TimeSpan(seconds: seconds).rounded == text)
    }
}
