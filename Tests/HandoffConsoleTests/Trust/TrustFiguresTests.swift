import HandoffCards
import HandoffTrust
import Terminal
import Testing

@testable import HandoffConsole

/// What the trust view computes for the eye.
@Suite struct TrustFiguresTests {
    @Test(
        "A standing is good or bad only where the record leaves no doubt",
        arguments: [
            (SampleTrust.record(19), .thin), (SampleTrust.record(20), .good),
            (SampleTrust.record(18, edited: 2), .watch), (SampleTrust.record(90, edited: 10), .good),
            (SampleTrust.record(60, declined: 40), .bad), (SampleTrust.record(300, undone: 30), .bad),
            (SampleTrust.record(100, undone: 3), .watch), (SampleTrust.record(2, alone: 200, undone: 40), .bad),
        ] as [(TrustRecord, TrustMark)])
    func standing(record: TrustRecord, standing: TrustMark) { #expect(TrustMark(record) == standing) }

    @Test(arguments: [
        (0..<2, "<1s"), (1024..<2048, "1–2s"), (8192..<16384, "8–16s"), (32768..<65536, "33–66s"),
        (65536..<131_072, "1–2m"), (2_097_152..<4_194_304, "35–70m"), (4_194_304..<8_388_608, "1–2h"),
        (1 << 28..<1 << 29, "3–6d"),
    ])
    func span(times: Range<Int>, words: String) { #expect(Words.span(times, .box) == words) }

    @Test func times() {
        for bucket in 1..<40 { #expect(Words.span(1 << bucket..<1 << (bucket + 1), .box).count <= 6, "\(bucket)") }
    }

    @Test(
        "No rounding hides the one that was not right",
        arguments: [(0.9999, "99%"), (1, "100%"), (0.0001, "1%"), (0, "0%")])
    func share(share: Double, words: String) { #expect(Words.share(share) == words) }

    @Test(arguments: [(0.9321, "93.2%"), (0.00001, "0.1%"), (0.99999, "99.9%"), (0, "0%"), (1, "100%")])
    func fineShare(share: Double, words: String) { #expect(Words.share(share, isFine: true) == words) }

    @Test("A week has its column, the last one at the right, and none without decisions")
    func sparkline() {
        #expect(Symbols.box.sparkline([0, nil, 0.5, 1]) == "        ▁ ▅█")
        #expect(Symbols.ascii.sparkline(Array(repeating: 1, count: 20)) == "%%%%%%%%%%%%")
        #expect(Symbols.box.sparkline([]) == "            ")
    }

    @Test("The plot has a bin where it belongs, for better or worse than the diagonal", arguments: [true, false])
    func plot(isBetter: Bool) {
        let counts = [ConfidenceCount(confidence: 0.5, judged: 2000, right: isBetter ? 2000 : 0)]
        let rows = ReliabilityPlot(bins: Calibrator(counts).bins(), symbols: .ascii).textRows().map {
            $0.spans.map(\.line.text).joined()
        }
        #expect(rows.count == ReliabilityPlot.rows + 3)
        #expect(Array(rows[isBetter ? 1 : 10])[6 + 20] == "o")
        // From one corner to the other.
        #expect(Array(rows[10])[6] == "." && Array(rows[1])[6 + 38] == ".")
        #expect(rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } && $0.count <= 56 })
    }

    @Test("In braille a point covers the cells around it")
    func braille() {
        let counts = [ConfidenceCount(confidence: 0, judged: 2000, right: 0)]
        let last = ReliabilityPlot(bins: Calibrator(counts).bins(), symbols: .box).textRows()[ReliabilityPlot.rows]
        #expect(last.spans.map(\.line.text).joined().hasPrefix("  0% │⣀"))
    }
}
