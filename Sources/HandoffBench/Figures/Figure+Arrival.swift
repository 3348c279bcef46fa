extension Figure {
    static let arrival = Figure(name: "arrival") { workbench in
        let notices = try workbench.notices.get()
        return try [workbench.small, workbench.large].flatMap { count in
            let queue = try workbench.queue(count)
            let console = try workbench.restingConsole(queue)
            defer { console.end() }
            var latencies = Samples()
            for number in 0..<workbench.samples(100) + 5 {
                let card = Queue.arrival(number)
                let renaming = try queue.home.prepare(card)
                guard let repaint = try console.repaint(after: { try renaming.perform() }),
                    // Letters that stood there before are not sent again, at the ends of a word that is.
                    TerminalText.visible(in: repaint.bytes).contains(text: String(card.mark.dropFirst(4).prefix(4)))
                else { throw BenchError.notInTime("the new card's row", seen: console.lastSeen) }
                // The first few warm up.
                if number >= 5 { latencies.add(repaint.duration) }
            }
            let what = "renamed into new/ to painted, \(Words.grouped(count)) pending"
            return [
                Row(
                    what: "\(what), p50", value: .milliseconds(latencies.median), floor: notices.oneWay,
                    target: .atMost(2),
                    peers: try workbench.peers(count) { $0.arrivals.map { .milliseconds($0.median) } }),
                Row(
                    what: "… p99", value: .milliseconds(latencies.percentile(99)), floor: notices.oneWayHigh,
                    target: .atMost(5),
                    peers: try workbench.peers(count) { $0.arrivals.map { .milliseconds($0.percentile(99)) } }),
            ]
        }
    }
}
