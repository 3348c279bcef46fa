import Testing

@testable import HandoffPolicy

@Suite struct ValueTests {
    @Test(arguments: [
        ("0.1", "0.10", 0), ("100", "100.00", 0), ("-0", "0", 0), ("0.3", "0.30000000000000001", -1),
        ("99999999999999999999.01", "99999999999999999999.02", -1), ("9007199254740993", "9007199254740992", 1),
        ("-1", "1", -1), ("-2", "-1", -1), ("0.009", "0.01", -1), ("10", "9.99", 1), ("0", "0.0000001", -1),
        ("-0.5", "0", -1), ("007", "7", 0), ("1e-07", "0.0000001", 0), ("1.5e+3", "1500", 0),
    ])
    func decimalsCompareExactly(_ left: String, _ right: String, _ order: Int) throws {
        let (left, right) = (try #require(ExactDecimal(left)), try #require(ExactDecimal(right)))
        #expect((left < right) == (order < 0))
        #expect((left > right) == (order > 0))
        #expect((left == right) == (order == 0))
    }

    @Test(arguments: ["", "-", ".5", "5.", "1,0", "1e", "1e999999", "0x1", "nan", "inf", " 1", "1 ", "--1", "1.2.3"])
    func otherTextsAreNoDecimals(_ text: String) { #expect(ExactDecimal(text) == nil) }

    @Test func doublesAreWhatTheirWriterMeant() throws {
        #expect(ExactDecimal(0.1) == ExactDecimal("0.1"))
        #expect(ExactDecimal(1e21) == ExactDecimal("1000000000000000000000"))
        #expect(ExactDecimal(-2.5e-9) == ExactDecimal("-0.0000000025"))
    }

    @Test(arguments: [
        ("18:00", "08:00", "18:00", true), ("18:00", "08:00", "23:59", true), ("18:00", "08:00", "00:00", true),
        ("18:00", "08:00", "07:59", true), ("18:00", "08:00", "08:00", false), ("18:00", "08:00", "17:59", false),
        ("09:00", "17:00", "09:00", true), ("09:00", "17:00", "17:00", false), ("09:00", "17:00", "00:00", false),
        ("23:59", "00:00", "23:59", true), ("23:59", "00:00", "00:00", false), ("00:00", "00:01", "00:00", true),
    ])
    func windowsWrapOverMidnight(_ from: String, _ to: String, _ time: String, _ contains: Bool) throws {
        let window = TimeWindow(from: try #require(TimeOfDay(from)), to: try #require(TimeOfDay(to)))
        #expect(window.contains(try #require(TimeOfDay(time))) == contains)
    }

    @Test(arguments: ["24:00", "8:00", "08:60", "08.00", "08:0", "ab:cd", "08:000", ""])
    func otherTextsAreNoTimes(_ text: String) { #expect(TimeOfDay(text) == nil) }
}
