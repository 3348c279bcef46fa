/// What a stated confidence is worth by the record: the shares of right ones, made to never fall as confidence rises, by pooling adjacent
/// violators (Ayer et al., Annals of Mathematical Statistics 26, 1955).
package struct IsotonicCurve: Sendable, Equatable {
    /// Ascending in both. Each holds from its confidence to the next step's.
    package let steps: [Step]

    package struct Step: Sendable, Equatable {
        package let confidence: Double
        package let worth: Double
    }

    package init(_ calibrator: Calibrator) {
        var blocks: [(from: Double, right: Double, judged: Double)] = []
        for count in calibrator.counts {
            blocks.append((count.confidence, Double(count.right), Double(count.judged)))
            while blocks.count > 1 {
                let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
                guard before.right * last.judged >= last.right * before.judged else { break }
                blocks.removeLast()
                blocks[blocks.count - 1] = (before.from, before.right + last.right, before.judged + last.judged)
            }
        }
        steps = blocks.map { Step(confidence: $0.from, worth: $0.right / $0.judged) }
    }

    /// Nil below all that was ever stated.
    package func worth(of confidence: Double) -> Double? { steps.last { $0.confidence <= confidence }?.worth }
}

extension Calibrator {
    /// The lowest stated confidence from which on the record shows, with a probability of error of at most `error`, that at least `rate` are
    /// right; nil where it shows that of none. The bound is divided by how many confidences are looked at (Bonferroni).
    package func suggestedThreshold(rate: Double, error: Double = 0.05) -> Double? {
        var (judged, right) = (0, 0)
        var found: Double?
        let tail = error / Double(max(1, counts.count))
        for count in counts.reversed() {
            judged += count.judged
            right += count.right
            if Proportion(right, of: judged).lowerBound(tail: tail) >= rate { found = count.confidence }
        }
        return found
    }
}
