/// Repeated measurements of one thing, in milliseconds.
struct Samples {
    private(set) var values: [Double] = []

    mutating func add(_ duration: Duration) { values.append(duration.inMilliseconds) }

    var count: Int { values.count }
    var best: Double { values.min() ?? .nan }
    var worst: Double { values.max() ?? .nan }
    var median: Double { percentile(50) }

    /// Between the two nearest samples, in proportion.
    func percentile(_ percent: Double) -> Double {
        let sorted = values.sorted()
        guard let last = sorted.last else { return .nan }
        let place = Double(sorted.count - 1) * percent / 100
        let low = Int(place)
        guard low + 1 < sorted.count else { return last }
        return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
    }

    /// How long `body` takes, so many times.
    static func of(_ count: Int, _ body: () throws -> Void) rethrows -> Samples {
        var samples = Samples()
        for _ in 0..<count { samples.add(try ContinuousClock().measure(body)) }
        return samples
    }
}

extension Command {
    /// How long it takes, so many times; the first two warm up.
    func samples(_ count: Int) throws -> Samples {
        for _ in 0..<2 { try run() }
        var samples = Samples()
        for _ in 0..<count { samples.add(try run()) }
        return samples
    }
}

extension Duration {
    var inMilliseconds: Double { self / .milliseconds(1) }
}
