import HandoffAudit
import HandoffCards

extension ReportPage {
    /// How long people looked before they decided.
    var times: HTML {
        let times = figures.times
        guard total.asked.all > 0 else { return "" }
        guard let median = times.looked(quantile: 0.5), let high = times.looked(quantile: 0.9) else {
            return Self.section(
                "times", "How long people looked",
                "<p>None of these decisions was made at the console, so it is not known how long anybody looked.</p>")
        }
        return Self.section(
            "times", "How long people looked",
            """
            <p>For \(Figures.count(times.count, "decision")) made at the console, from the card's coming on the screen to the key that decided.
            \(waiting)</p>
            <dl class="figures">
            <div><dt>Median</dt><dd>\(Figures.duration(milliseconds: median))</dd></div>
            <div><dt>90% within</dt><dd>\(Figures.duration(milliseconds: high))</dd></div>
            \(quick)
            </dl>
            \(histogram(times, median, high))
            """)
    }

    private var waiting: HTML {
        guard let median = figures.times.waited(quantile: 0.5), let high = figures.times.waited(quantile: 0.9) else {
            return ""
        }
        return """
            Agents waited for a decision for \(Figures.duration(milliseconds: median * 1000)) in the median, and in nine of ten
            cases for at most \(Figures.duration(milliseconds: high * 1000)).
            """
    }

    private var quick: HTML {
        let quick = figures.times.quick
        guard quick.whole > 0 else { return "" }
        let sample: HTML = quick.whole < figures.times.count ? ", of \(Figures.count(quick.whole)) looked at" : ""
        return """
            <div class="\(quick.part > 0 ? "warn" : "")"><dt>Faster than reading</dt><dd>\(Figures.percent(quick))
            <small>\(Figures.count(quick.part, "decision"))\(sample)</small></dd></div>
            """
    }

    private func histogram(_ times: DecisionTimes, _ median: Int, _ high: Int) -> HTML {
        let all = times.histogram
        guard let first = all.firstIndex(where: { $0 > 0 }), let last = all.lastIndex(where: { $0 > 0 }) else {
            return ""
        }
        // A little air on both sides, and never so few bars that they look like walls.
        let start = max(0, min(first - 2, all.count - 12))
        let end = min(all.count, max(last + 3, start + 12))
        let frame = PlotFrame(most: all[start..<end].max() ?? 1)
        let width = 1 / Double(end - start)
        var content = frame.grid
        for bin in start..<end where all[bin] > 0 {
            let x = frame.x(Double(bin - start) * width) + 1
            let y = frame.y(all[bin])
            content += """
                <rect class="k1" x="\(Plot.number(x))" y="\(Plot.number(y))" width="\(Plot.number(frame.x(width) - frame.x(0) - 2))" \
                height="\(Plot.number(PlotFrame.bottom - y))"/>
                """
        }
        func x(_ milliseconds: Int) -> Double {
            let edges = (DecisionTimes.edge(start), DecisionTimes.edge(end))
            let part = Self.log2(Double(milliseconds) / edges.0) / Self.log2(edges.1 / edges.0)
            return frame.x(min(1, max(0, part)))
        }
        for (tick, label) in Self.ticks
        where Double(tick) >= DecisionTimes.edge(start) && Double(tick) <= DecisionTimes.edge(end) {
            content += frame.label(label, at: min(x(tick), PlotFrame.width - 26))
            content += "<path class=\"axis\" d=\"M\(Plot.number(x(tick))) \(Plot.number(PlotFrame.bottom))v5\"/>"
        }
        // The two labels must not run into each other: one to the left of its line, one to the right.
        content += Self.marker("median", at: x(median), anchor: "end", shift: -5)
        content += Self.marker("90%", at: x(high), anchor: "start", shift: 5)
        let plot = PlotFrame.svg(
            id: "times-plot", title: "Decisions by how long the card was looked at",
            description: """
                Histogram on a logarithmic scale. Median \(Figures.duration(milliseconds: median)), \
                ninety percent within \(Figures.duration(milliseconds: high)). The table below has the figures.
                """, content)
        let rows: [HTML] = (start..<end).filter { all[$0] > 0 }.map { bin in
            Self.row("\(Self.name(ofBin: bin))", [Self.count(all[bin])])
        }
        return """
            <figure>
            \(Self.wide("Decision times", plot))
            <figcaption>Decisions by how long the card was looked at; each bar covers times up to 1.4 times as long as the one before.</figcaption>
            <details><summary>The figures of this plot</summary>
            <table class="narrow"><thead><tr><th scope="col">Looked at for</th><th scope="col">Decisions</th></tr></thead><tbody>\(rows)</tbody></table>
            </details>
            </figure>
            """
    }

    private static func marker(_ label: HTML, at x: Double, anchor: HTML, shift: Double) -> HTML {
        """
        <path class="marker" d="M\(Plot.number(x)) \(Plot.number(PlotFrame.top - 12))V\(Plot.number(PlotFrame.bottom))"/>\
        <text class="strong" x="\(Plot.number(x + shift))" y="\(Plot.number(PlotFrame.top - 5))" text-anchor="\(anchor)">\(label)</text>
        """
    }

    private static let ticks = [
        (250, "¼ s"), (500, "½ s"), (1000, "1 s"), (2000, "2 s"), (5000, "5 s"), (10_000, "10 s"), (30_000, "30 s"),
        (60_000, "1 min"), (180_000, "3 min"), (600_000, "10 min"), (1_800_000, "30 min"),
    ]

    private static func name(ofBin bin: Int) -> String {
        let (low, high) = (Int(DecisionTimes.edge(bin)), Int(DecisionTimes.edge(bin + 1)))
        if bin == 0 { return "less than " + Figures.duration(milliseconds: high) }
        if bin == DecisionTimes.bins - 1 { return Figures.duration(milliseconds: low) + " and more" }
        return Figures.duration(milliseconds: low) + " to " + Figures.duration(milliseconds: high)
    }

    private static func log2(_ value: Double) -> Double {
        guard value > 0 else { return 0 }
        // Exponent and a linear step in between would bend the scale; eight terms of the series of atanh are exact enough to draw.
        let significand = value.significand
        let ratio = (significand - 1) / (significand + 1)
        var term = ratio
        var sum = 0.0
        for power in stride(from: 1.0, through: 15, by: 2) {
            sum += term / power
            term *= ratio * ratio
        }
        return Double(value.exponent) + 2 * sum / 0.693147180559945
    }

    /// What people decided over time.
    var days: HTML {
        let unit = figures.days.unit(spans: Self.mostBars)
        let spans = figures.days.spans(of: unit)
        guard spans.count > 1 else { return "" }
        let frame = PlotFrame(most: spans.map(\.counts.all).max() ?? 1)
        var content = frame.grid
        let width = 1 / Double(spans.count)
        let gap = spans.count > 60 ? 0.5 : 1.0
        for (place, span) in spans.enumerated() {
            var below = 0
            for (kind, count) in [span.counts.approved, span.counts.answered, span.counts.declined].enumerated()
            where count > 0 {
                let y = frame.y(below + count)
                let bar = min(frame.x(width) - frame.x(0) - 2 * gap, 28)
                let middle = frame.x((Double(place) + 0.5) * width)
                content += """
                    <rect class="\(["k1", "k2", "k5"][kind] as HTML)" x="\(Plot.number(middle - bar / 2))" y="\(Plot.number(y))" \
                    width="\(Plot.number(bar))" height="\(Plot.number(frame.y(below) - y))"/>
                    """
                below += count
            }
        }
        let every = max(1, (spans.count + 6) / 7)
        for place in stride(from: 0, to: spans.count, by: every) {
            content += frame.label(Figures.shortDay(spans[place].start), at: frame.x((Double(place) + 0.5) * width))
        }
        let plot = PlotFrame.svg(
            id: "days-plot", title: "Decisions of people per \(unit.word)",
            description:
                "Stacked bars from \(Figures.day(spans[0].start)) on: approved, answered, declined. The table below has the figures.",
            content)
        let rows: [HTML] = spans.map { span in
            Self.row(
                "\(Figures.day(span.start))",
                [Self.count(span.counts.approved), Self.count(span.counts.answered), Self.count(span.counts.declined)])
        }
        return Self.section(
            "days", "When people decided",
            """
            <p>Decisions of people per \(unit.word), in UTC.</p>
            <ul class="legend"><li class="k1">approved</li><li class="k2">answered</li><li class="k5">declined</li></ul>
            <figure>
            \(Self.wide("Decisions over time", plot))
            <details><summary>The figures of this plot</summary>
            <table class="narrow"><thead><tr><th scope="col">\(unit == .day ? "Day" : "From" as HTML)</th><th scope="col">Approved</th><th scope="col">Answered</th><th scope="col">Declined</th></tr></thead><tbody>\(rows)</tbody></table>
            </details>
            </figure>
            """)
    }

    private static let mostBars = 92
}
