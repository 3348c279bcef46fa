extension Figure {
    static let keys = Figure(name: "keys") { workbench in
        let queue = try workbench.queue(workbench.large)
        let console = try workbench.restingConsole(queue)
        defer { console.end() }
        let moving = try Moving(on: console, count: workbench.samples(240))
        let echo = try workbench.echoing.get()
        let what = "j to the repaint's last byte, \(Words.grouped(queue.count)) pending"
        return [
            Row(
                what: "\(what), p50", value: .milliseconds(moving.latencies.median), floor: echo.median,
                target: .atMost(1),
                peers: try workbench.peers(queue.count) { .milliseconds($0.moving.latencies.median) }),
            Row(
                what: "… p99", value: .milliseconds(moving.latencies.percentile(99)), floor: echo.high,
                target: .atMost(2),
                peers: try workbench.peers(queue.count) { .milliseconds($0.moving.latencies.percentile(99)) }),
            Row(
                what: "… bytes, median", value: .bytes(moving.bytes), target: .atMost(350),
                peers: try workbench.peers(queue.count) { .bytes($0.moving.bytes) }),
        ]
    }
}

/// What a key costs, pressed again and again.
struct Moving {
    private(set) var latencies = Samples()
    /// The median of the bytes sent to the terminal.
    let bytes: Double

    init(on terminal: Pty, count: Int, key: String = "j") throws {
        var bytes: [Int] = []
        for number in -5..<count {
            guard let repaint = try terminal.repaint(after: { try terminal.send(key) }) else {
                throw BenchError.notInTime("a repaint after \(key)", seen: terminal.lastSeen)
            }
            // The first few keys warm up.
            if number < 0 { continue }
            latencies.add(repaint.duration)
            bytes.append(repaint.bytes.count)
        }
        self.bytes = Double(bytes.sorted()[bytes.count / 2])
    }
}
