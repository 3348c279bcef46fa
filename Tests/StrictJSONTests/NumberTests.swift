import TestSupport
import Testing

@testable import StrictJSON

@Suite struct NumberTests {
    @Test(
        arguments: [
            ("0", 0), ("-0", -0.0), ("0.0", 0), ("0e0", 0), ("-0.000e-99999999999999999999", -0.0),
            ("0e99999999999999999999", 0),
            ("1", 1), ("-1", -1), ("42", 42), ("0.5", 0.5), ("-0.5", -0.5), ("0.1", 0.1), ("1.10", 1.1), ("0.93", 0.93),
            ("1e3", 1000), ("1E3", 1000), ("1e+3", 1000), ("1000e-3", 1), ("1.5e1", 15), ("0.00001e5", 1),
            ("1.000000000000000000000000000000000000", 1), ("0.000000000000000000000000000001", 1e-30),
            ("100000000000000000000000000000000000e-30", 100_000), ("0.10000000000000000000000000", 0.1),
            ("9007199254740991", 9_007_199_254_740_991), ("-9007199254740991", -9_007_199_254_740_991),
            ("9007199254740991.0", 9_007_199_254_740_991), ("9.007199254740991e15", 9_007_199_254_740_991),
            ("123456789012345", 123_456_789_012_345), ("1234567890123456", 1_234_567_890_123_456),
            ("0.123456789012345", 0.123456789012345), ("0.12345678901234568", 0.12345678901234568),
            ("1e21", 1e21), ("1e22", 1e22), ("1e23", 1e23), ("1E30", 1e30), ("1.5e300", 1.5e300),
            ("1.7976931348623157e308", .greatestFiniteMagnitude), ("2.2250738585072014e-308", .leastNormalMagnitude),
            ("5e-324", .leastNonzeroMagnitude), ("-5e-324", -.leastNonzeroMagnitude),
            ("5e-0324", .leastNonzeroMagnitude),
            ("333333333.3333333", 333333333.3333333), ("0.30000000000000004", 0.1 + 0.2),
        ] as [(String, Double)])
    func accepted(literal: String, number: Double) throws {
        let parsed = try #require(JSONValue(parsing: literal).number)
        #expect(parsed.bitPattern == number.bitPattern)
        #expect(try JSONValue(parsing: " [\(literal)]") == [.number(number)])
    }

    @Test(arguments: [
        "9007199254740992", "-9007199254740992", "9007199254740993", "18446744073709551615", "18446744073709551616",
        "99999999999999999999999999999999999999999999", "100000000000000000000", "1000000000000000000000",
        "9007199254740993.0", "9007199254740992.0", "9.007199254740992e15", "1e16", "1e20", "1.5e18",
        "0.10000000000000000555", "0.1000000000000000055511151231257827", "0.10000000000000001", "333333333.33333329",
        "3.141592653589793238462643383279", "0.300000000000000041", "1.00000000000000000001", "4.35e-324", "6e-324",
        "1e400", "-1e400", "1e309", "1.7976931348623159e308", "1e-400", "1e-324", "2e-324", "1e99999999999999999999",
        "1e-99999999999999999999", "123456789012345678e-5", "0.12345678901234567890",
    ])
    func refused(literal: String) {
        let failure = outcome(of: "[\(literal)]").failure
        #expect(failure == JSONError(problem: .numberNotExact(literal), offset: 1, line: 1, column: 2))
    }

    /// Work on a number stays in proportion to its length.
    @Test(.timeLimit(.minutes(20)))
    func longLiterals() throws {
        let zeros = String(repeating: "0", count: 200_000)
        #expect(try JSONValue(parsing: "1." + zeros) == 1)
        #expect(try JSONValue(parsing: "0." + zeros + "1e200001") == 1)
        #expect(try JSONValue(parsing: "1" + zeros + "e-200000") == 1)
        #expect(outcome(of: "0." + zeros + "1").failure?.offset == 0)
        #expect(outcome(of: String(repeating: "7", count: 200_000)).failure?.offset == 0)
    }

    /// Whatever double there is, its canonical form reads back as that very double, unless it is a whole number beyond
    /// 2^53 - 1 without an exponent.
    @Test func everyKindOfDoubleRoundTrips() throws {
        var generator = SeededRandom(seed: 8785)
        for round in 0..<20_000 {
            let number: Double
            switch round % 4 {
            case 0: number = Double(bitPattern: generator.next())
            case 1: number = Double(Int.random(in: -(1 << 53) + 1...(1 << 53) - 1, using: &generator))
            case 2: number = Double(Int.random(in: -999_999...999_999, using: &generator)) / 1000
            default: number = Double.random(in: -1...1, using: &generator)
            }
            guard number.isFinite else { continue }
            let text = JSONValue.number(number).canonicalText
            guard !(0x1p53..<1e21).contains(number.magnitude) else {
                #expect(outcome(of: text).failure?.problem == .numberNotExact(text))
                continue
            }
            #expect(try JSONValue(parsing: text).number == number, "seed 8785, round \(round)")
        }
    }

    @Test(
        arguments: [
            (JSONValue.number(0), 0), (-0.0, 0), (12, 12), (-12, -12), (1.5, nil),
            (9_007_199_254_740_991, 9_007_199_254_740_991),
            (9_007_199_254_740_992, nil), (1e300, nil), ("12", nil), (.null, nil), (.number(.nan), nil),
            (.number(.infinity), nil),
        ] as [(JSONValue, Int?)])
    func integer(value: JSONValue, integer: Int?) {
        #expect(value.integer == integer)
    }
}
