import HandoffCards
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-22T14:02:11Z", 1_795_356_131_000),
        ("2000-02-29T23:59:59.5Z", 951_868_799_500),
        ("1999-12-31T19:00:00.007-05:00", 946_684_800_007), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ])
    func reads(text: String, milliseconds: Int64) { #expect(Timestamp(text)?.milliseconds == milliseconds) }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T14:02:11", "2026-11-22 14:02:11Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T14:60:00Z",
        "2026-11-22T14:02:60Z", "2026-11-22T14:02:11.Z", "2026-11-22T14:02:11+1:00", "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+01:00", "2026-11-22T14:02:11Z ", "２026-11-22T14:02:11Z", "+026-11-22T14:02:11Z",
    ])
    func refuses(text: String) { #expect(Timestamp(text) == nil) }

    /// Every day of 1970 to 2104 and some milliseconds: what is written is read again, and days follow each other.
    @Test func writtenTimesAreReadAgain() {
        var previous = ""
        for day in 0..<49_000 {
            let time = Timestamp(milliseconds: Int64(day) * 86_400_000 + Int64(day % 1000))
            let text = time.description
            #expect(Timestamp(text) == time)
            #expect(text > previous)
            previous = text
        }
    }
}
