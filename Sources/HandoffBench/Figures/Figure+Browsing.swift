extension Figure {
    static let browsing = Figure(name: "history") { workbench in
        let history = try workbench.history()
        let echo = try workbench.echoing.get()
        Progress.say("  the console …")
        let own = try Browsing(samples: workbench.samples(15), mark: "times in UTC") {
            try Pty([history.home.handoff, "console", "--view", "history"], environment: history.home.environment)
        } moving: { console in
            try Moving(on: console, count: workbench.samples(240), key: "k")
        }
        let turning = try own.turning(pages: workbench.samples(240))
        let peers = pagers.compactMap { pager in pager.measure(history, on: workbench).map { (pager.name, $0) } }
        func compare(_ amount: (Browsing) -> Quantity) -> [Peer] {
            peers.map { Peer(name: $0.0, value: amount($0.1)) }
        }
        let tail = Command(["tail", "-n", "50", history.segments.last ?? ""], environment: workbench.environment)
        let tails = try (0..<workbench.samples(30)).reduce(into: Samples()) { samples, _ in samples.add(try tail.run())
        }
        let what = "history of \(Words.grouped(history.lines)) lines"
        return [
            Row(
                what: "\(what), start to first paint", value: .milliseconds(own.firstPaint),
                floor: Floor(name: "tail -n 50", value: .milliseconds(tails.median)), target: .atMost(40),
                peers: compare { .milliseconds($0.firstPaint) }),
            Row(
                what: "… k to the repaint's last byte, p50", value: .milliseconds(own.moving.latencies.median),
                floor: echo.median, target: .atMost(1.5), peers: compare { .milliseconds($0.moving.latencies.median) }),
            Row(
                what: "… p99", value: .milliseconds(own.moving.latencies.percentile(99)), floor: echo.high,
                target: .atMost(3), peers: compare { .milliseconds($0.moving.latencies.percentile(99)) }),
            Row(what: "… page up, p50", value: .milliseconds(turning.median), floor: echo.median),
            Row(what: "… p99", value: .milliseconds(turning.percentile(99)), floor: echo.high),
            Row(
                what: "… resident memory after that", value: .megabytes(try own.endingMemory()), target: .atMost(80),
                peers: compare { .megabytes($0.memory) }),
        ]
    }

    private static let pagers = [
        Pager(name: "less", words: ["less", "+G"], mark: #""seq":"#, key: "k"),
        Pager(name: "lnav", words: ["lnav"], mark: #""seq":"#, key: "k"),
    ]
}

/// What a program that shows a log's end needs.
final class Browsing {
    /// Milliseconds from start to the first line on the screen.
    let firstPaint: Double
    let moving: Moving
    /// Resident, in MB, after moving.
    let memory: Double
    private let terminal: Pty

    /// - Parameter mark: shows that a line is on the screen.
    init(samples: Int, mark: String, start: () throws -> Pty, moving: (Pty) throws -> Moving) throws {
        var firstPaints = Samples()
        for _ in 0..<samples {
            let terminal = try start()
            firstPaints.add(try terminal.wait(for: mark) - terminal.child.started)
            terminal.end()
        }
        firstPaint = firstPaints.median
        terminal = try start()
        try terminal.wait(for: mark)
        try terminal.rest()
        self.moving = try moving(terminal)
        memory = Double(try ProcessStatus.residentMemory(of: terminal.child.id)) / 1_048_576
    }

    /// Page up, again and again.
    func turning(pages: Int) throws -> Samples {
        var latencies = Samples()
        for _ in 0..<pages {
            guard let repaint = try terminal.repaint(after: { try terminal.send("\u{1b}[5~") }) else {
                throw BenchError.notInTime("a repaint after page up", seen: terminal.lastSeen)
            }
            latencies.add(repaint.duration)
        }
        return latencies
    }

    /// In MB; the program is ended.
    func endingMemory() throws -> Double {
        defer { end() }
        return Double(try ProcessStatus.residentMemory(of: terminal.child.id)) / 1_048_576
    }

    func end() { terminal.end() }
}
