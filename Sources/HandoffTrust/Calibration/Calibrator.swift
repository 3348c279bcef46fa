import Glibc
import HandoffCards

/// How stated confidence compares with what happened.
package struct Calibrator: Sendable {
    /// By confidence, ascending.
    package let counts: [ConfidenceCount]
    package let judged: Int
    package let right: Int

    /// - Parameter counts: in any order; equal confidences are put together.
    package init(_ counts: [ConfidenceCount]) {
        var merged: [ConfidenceCount] = []
        for count in counts.sorted(by: { $0.confidence < $1.confidence }) where count.judged > 0 {
            if let last = merged.last, last.confidence == count.confidence {
                merged[merged.count - 1] = ConfidenceCount(
                    confidence: last.confidence, judged: last.judged + count.judged, right: last.right + count.right)
            } else {
                merged.append(count)
            }
        }
        self.counts = merged
        judged = merged.reduce(0) { $0 + $1.judged }
        right = merged.reduce(0) { $0 + $1.right }
    }

    /// The mean square of confidence minus what happened, 0 to 1, lower is better (Brier, Monthly Weather Review 78, 1950). Nil of nothing.
    package var brierScore: Double? {
        guard judged > 0 else { return nil }
        return counts.reduce(0) { sum, count in
            let (wrong, confidence) = (Double(count.judged - count.right), count.confidence)
            return sum + Double(count.right) * (1 - confidence) * (1 - confidence) + wrong * confidence * confidence
        } / Double(judged)
    }

    /// The mean of minus the logarithm of the probability given to what happened, in nats. Confidences beyond 0.001 and 0.999 count as these: one
    /// mistake at certainty would be all that the figure tells.
    package var logLoss: Double? {
        guard judged > 0 else { return nil }
        return counts.reduce(0) { sum, count in
            let confidence = min(max(count.confidence, 0.001), 0.999)
            return sum - Double(count.right) * log(confidence) - Double(count.judged - count.right)
                * log(1 - confidence)
        } / Double(judged)
    }

    /// A stretch of confidences with about as many judged actions as each other.
    package struct Bin: Sendable, Equatable {
        /// The mean of what was stated.
        package let confidence: Double
        package let outcome: Proportion
    }

    /// At most `most` bins of at least `least` each; equal confidences are never parted.
    package func bins(most: Int = 10, least: Int = 20) -> [Bin] {
        guard judged > 0 else { return [] }
        let wanted = max(1, min(most, judged / least))
        var bins: [Bin] = []
        var (weight, hits, sum, done) = (0, 0, 0.0, 0)
        for (place, count) in counts.enumerated() {
            weight += count.judged
            hits += count.right
            sum += count.confidence * Double(count.judged)
            done += count.judged
            // To the mark at which this bin should end, or the last.
            let isFull = done * wanted >= judged * (bins.count + 1)
            if isFull || place == counts.count - 1 {
                bins.append(Bin(confidence: sum / Double(weight), outcome: Proportion(hits, of: weight)))
                (weight, hits, sum) = (0, 0, 0)
            }
        }
        return bins
    }

    /// The mean distance of a bin's confidence from its share of right ones, weighted by its size. It is above 0 for the best calibrated agent:
    /// never show it without `nullBand`.
    package func expectedCalibrationError(_ bins: [Bin]) -> Double? {
        guard judged > 0 else { return nil }
        return bins.reduce(0) { sum, bin in
            sum + Double(bin.outcome.total) * abs(bin.confidence - (bin.outcome.share ?? 0))
        } / Double(judged)
    }

    /// Below which the expected calibration error of a perfectly calibrated agent lies in 95 of 100 records of this size, by simulation. The same
    /// record gives the same band.
    package func nullBand(_ bins: [Bin], runs: Int = 400) -> Double {
        var random = SimulationRandom(seed: UInt64(judged) &* 0x9E37_79B9 &+ UInt64(right))
        let errors = (0..<runs).map { _ in
            bins.reduce(0.0) { sum, bin in
                let hits = random.binomial(bin.outcome.total, bin.confidence)
                return sum + abs(bin.confidence * Double(bin.outcome.total) - Double(hits))
            } / Double(max(1, judged))
        }.sorted()
        return errors.isEmpty ? 0 : errors[min(errors.count - 1, errors.count * 95 / 100)]
    }
}

private struct SimulationRandom {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private mutating func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }

    /// One by one for few; by the normal approximation, rounded, for many.
    mutating func binomial(_ count: Int, _ share: Double) -> Int {
        guard count > 400 else { return (0..<count).reduce(0) { sum, _ in sum + (uniform() < share ? 1 : 0) } }
        let (mean, deviation) = (Double(count) * share, sqrt(Double(count) * share * (1 - share)))
        let normal = sqrt(-2 * log(max(uniform(), 1e-300))) * cos(2 * .pi * uniform())
        return min(count, max(0, Int((mean + deviation * normal).rounded())))
    }
}
