import HandoffCards
import HandoffTrust
import Terminal

/// Everything about one row of the trust view.
struct TrustText {
    let row: TrustRow
    /// Beside each part of its name.
    let labels: [String]
    let columns: Int
    let symbols: Symbols

    /// From so many on a share has a decimal.
    private static let many = 200

    func rows() -> [TextRow] {
        nameRows() + levelRows() + [.blank] + recordRows() + [.blank] + timeRows() + [.blank] + calibrationRows()
    }

    private func nameRows() -> [TextRow] {
        zip(labels, row.name).flatMap { label, name in
            name.isEmpty
                ? computed(label, "(none)", "text.muted")
                : TextRow.rows(label, [SafeText.line(name)].flatMap { $0.wrapped(to: room) }, style: "title")
        }
    }

    private func levelRows() -> [TextRow] {
        guard let level = row.level else { return [] }
        return computed("LEVEL", level.words) + (row.because.map { computed("WHY", $0) } ?? [])
    }

    private func recordRows() -> [TextRow] {
        let record = row.record
        let counts = [
            (record.approved, "approved as proposed"), (record.edited, "edited"), (record.declined, "declined"),
            (record.answered, "answered"),
        ].filter { $0.0 > 0 }.map { "\(Words.grouped($0.0)) \($0.1)" }
        var rows = [TextRow.heading("What became of them")]
        rows += computed("RECORD", "\(row.standing.glyph) \(row.standing.words)", row.standing.style)
        rows += computed(
            "DECIDED", Words.grouped(record.decided) + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", ")))
        rows += computed("OTHERS", "\(Words.grouped(record.alone)) alone, \(Words.grouped(record.expired)) expired")
        rows += computed("APPROVED", share(record.approval, "as proposed"))
        let reported = record.succeeded + record.failed + record.undone
        rows += computed("UNDONE", share(record.reversal, "reported"))
        rows += computed("FAILED", share(Proportion(record.failed, of: reported), "reported"))
        if row.weeks.contains(where: { $0 != nil }) {
            let weeks = "[\(symbols.sparkline(row.weeks))] as proposed by week, the last one at the right"
            rows += computed("WEEKS", weeks)
        }
        return rows
    }

    private func timeRows() -> [TextRow] {
        let timed = Risk.allCases.compactMap { risk in
            row.record.time(quantile: 0.5, risk).map { (risk.word, $0, row.record.time(quantile: 0.9, risk)) }
        }
        var rows = [TextRow.heading("How long you looked")]
        if timed.isEmpty { rows += computed("TIMES", "no decision was timed") }
        for (risk, median, p90) in timed {
            let most = p90.map { ", nine in ten within " + Words.span($0, symbols) } ?? ""
            rows += computed(risk.uppercased(), "half within \(Words.span(median, symbols))\(most)")
        }
        let haste = row.record.haste
        if haste.total > 0 { rows += computed("HASTY", share(haste, "faster than the card can be read")) }
        return rows
    }

    private func calibrationRows() -> [TextRow] {
        let calibrator = Calibrator(row.counts)
        var rows = [TextRow.heading("Stated confidence against what was right")]
        guard calibrator.judged >= TrustMark.least, let brier = calibrator.brierScore,
            let loss = calibrator.logLoss
        else {
            let judged = Words.grouped(calibrator.judged)
            return rows
                + computed("JUDGED", "\(judged) with a stated confidence: too few, \(TrustMark.least) needed")
        }
        let bins = calibrator.bins()
        let right = Proportion(calibrator.right, of: calibrator.judged)
        rows += computed("JUDGED", share(right, "right, where a confidence was stated"))
        rows += computed("BRIER", Words.figure(brier) + ", the mean squared error; 0 is best")
        rows += computed("LOG LOSS", Words.figure(loss) + " nats; 0 is best")
        if let error = calibrator.expectedCalibrationError(bins) {
            let band = calibrator.nullBand(bins)
            let verdict = error > band ? "more than chance" : "no more than chance"
            rows += computed(
                "ERROR",
                "\(Words.figure(error)) expected calibration error; chance alone gives up to "
                    + "\(Words.figure(band)): \(verdict)", error > band ? "trust.watch" : "text")
        }
        return rows + [.blank] + ReliabilityPlot(bins: bins, symbols: symbols).textRows()
    }

    /// `41 of 44 as proposed: 93%, between 81% and 99%`, by the 95% interval.
    private func share(_ part: Proportion, _ words: String) -> String {
        let counts = "\(Words.grouped(part.count)) of \(Words.grouped(part.total))"
        guard let share = part.share, part.total >= TrustMark.least else {
            return "\(counts) \(words)" + (part.total > 0 ? ": too few to say" : "")
        }
        let (interval, isFine) = (part.interval(), part.total >= Self.many)
        let (low, high) = (interval.lowerBound, interval.upperBound)
        let bounds = "\(Words.share(low, isFine: isFine)) and \(Words.share(high, isFine: isFine))"
        return "\(counts) \(words): \(Words.share(share, isFine: isFine)), between \(bounds)"
    }

    private var room: Int { max(2, columns - TextRow.marginColumns) }

    private func computed(_ label: String, _ text: String, _ style: StyleName = "text") -> [TextRow] {
        TextRow.computed(label, text, columns: columns, style: style)
    }
}
