import Glibc

extension Figure {
    static let firstPaint = Figure(name: "first-paint") { workbench in
        try [(workbench.small, 30.0), (workbench.large, 40)].map { count, limit in
            let queue = try workbench.queue(count)
            var samples = Samples()
            for _ in 0..<workbench.samples(15) {
                let console = try workbench.console(queue.home)
                samples.add(try console.wait(for: queue.first.mark) - console.child.started)
                console.end()
            }
            return Row(
                what: "start to first paint, \(Words.grouped(count)) pending", value: .milliseconds(samples.median),
                floor: try workbench.spawning.get(), target: .atMost(limit),
                peers: try workbench.peers(count) { .milliseconds($0.firstPaint) })
        }
    }

    static let loading = Figure(name: "loading") { workbench in
        let queue = try workbench.queue(workbench.large)
        var (reached, rested) = (Samples(), Samples())
        for _ in 0..<workbench.samples(5) {
            let console = try workbench.console(queue.home)
            try console.wait(for: queue.first.mark)
            // The last card can be gone to as soon as all are listed and sorted.
            let start = console.bytes.count
            while !TerminalText.visible(in: console.bytes[start...]).contains(text: queue.last.mark) {
                guard ContinuousClock.now - console.child.started < .seconds(60) else {
                    throw BenchError.notInTime("the last card", seen: console.lastSeen)
                }
                try console.send("G")
                _ = try console.read(within: .milliseconds(5))
            }
            reached.add(.now - console.child.started)
            rested.add(try console.rest() - console.child.started)
            console.end()
        }
        let what = "\(Words.grouped(queue.count)) admitted before: all listed, sorted, counted"
        let floor = try workbench.readingFloor(queue.count)
        return [
            Row(what: what, value: .milliseconds(reached.median), floor: floor, target: .timesFloor(1)),
            Row(
                what: "… and compared with the folder: at rest", value: .milliseconds(rested.median), floor: floor,
                peers: try workbench.peers(queue.count) { .milliseconds($0.rest) }),
        ]
    }
}
