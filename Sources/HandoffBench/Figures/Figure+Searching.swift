extension Figure {
    static let searching = Figure(name: "search") { workbench in
        let history = try workbench.history()
        let words = Vocabulary.standard.words
        // In one card of sixteen; in one of some thousands; both of two; the first in the mail of one account.
        let searches = [
            ("a frequent word", words[40]), ("a rare word", words[19_000]), ("two words", "\(words[40]) \(words[60])"),
            ("a word and fields", "\(words[40]) account:globex action:email.*"),
        ]
        let console = try Pty(
            [history.home.handoff, "console", "--view", "history"], environment: history.home.environment)
        defer { console.end() }
        try console.wait(for: "times in UTC")
        try console.rest()
        return try searches.map { name, text in
            var samples = Samples()
            for _ in 0..<workbench.samples(10) {
                // Each key asks anew; the last one is answered with what was looked for.
                try console.send("/\(text.dropLast())")
                try console.settle(quietFor: .milliseconds(300))
                guard
                    let repaint = try console.repaint(
                        after: { try console.send(String(text.suffix(1))) }, quietFor: .milliseconds(500))
                else {
                    throw BenchError.notInTime("what was found", seen: console.lastSeen)
                }
                samples.add(repaint.duration)
                try console.send("\u{1b}")
                try console.settle(quietFor: .milliseconds(300))
            }
            let word = text.split(separator: " ").first.map(String.init) ?? ""
            let peers = [
                workbench.peer("ripgrep", ["rg", "--count", "--fixed-strings", word] + history.segments),
                // grep stops at the first line found when nobody reads what it says.
                workbench.peer(
                    "grep", ["bash", "-c", "grep -c -F \"$@\" | tail -n 1", "bash", word] + history.segments),
            ]
            return Row(
                what: "search for \(name), last key to the first page", value: .milliseconds(samples.median),
                target: .atMost(100),
                peers: name == "a frequent word" || name == "a rare word" ? peers.compactMap(\.self) : [])
        }
    }
}
