extension Figure {
    static let rebuilding = Figure(name: "rebuild") { workbench in
        let history = try workbench.history()
        let command = Command(
            [workbench.options.handoff, "audit", "rebuild", "--json"], environment: history.home.environment)
        let (duration, peak) = try command.runMeasured()
        let lines = Words.grouped(history.lines)
        return [
            Row(
                what: "audit rebuild with full text, \(lines) lines", value: .lines(history.lines, in: duration),
                target: .atLeast(100_000)),
            Row(what: "… most memory resident", value: .megabytes(Double(peak) / 1_048_576)),
            Row(
                what: "… the index, of a log of \(Words.number(Double(history.bytes) / 1e9)) GB",
                value: .megabytes(Double(history.indexSize) / 1_048_576)),
        ]
    }
}
