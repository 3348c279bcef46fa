import HandoffAudit
import HandoffCards

/// Plots as inline SVG. Small ones stand in tables whose cells have the figures, so they are decoration to whoever listens; large ones have
/// a title, a description and a table of their own.
enum Plot {
    /// Parts of a whole, side by side; `limit` is what the full width stands for.
    static func bar(_ parts: [Int], of limit: Int) -> HTML {
        var rects: HTML = ""
        var start = 0.0
        for (place, part) in parts.enumerated() where part > 0 {
            let width = Double(part) / Double(max(1, limit)) * 100
            rects += "<rect class=\"k\(place + 1)\" x=\"\(number(start))\" width=\"\(number(width))\" height=\"8\"/>"
            start += width
        }
        return
            "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\(rects)</svg>"
    }

    /// A share as a dot on its interval, on a scale from 0 to 1.
    static func interval(_ share: Share) -> HTML {
        guard let value = share.value, let interval = share.interval else { return "" }
        let (low, high) = (interval.lowerBound * 100, interval.upperBound * 100)
        return """
            <svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">\
            <path class="grid" d="M0 0V12M50 0V12M100 0V12"/>\
            <rect class="k2" x="\(number(low))" y="4" width="\(number(max(0.8, high - low)))" height="4"/>\
            <rect class="k1" x="\(number(min(98.6, max(0, value * 100 - 0.7))))" y="1" width="1.4" height="10"/></svg>
            """
    }

    /// As SVG writes it, with two digits.
    static func number(_ value: Double) -> HTML {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// The frame of a large plot: a plane with a scale on the left and labels below.
struct PlotFrame {
    static let width = 720.0
    static let height = 230.0
    static let left = 44.0
    static let top = 26.0
    static let bottom = 196.0

    /// The greatest value.
    let most: Int

    /// What the top of the scale stands for: two, four or five steps of a round number.
    var ceiling: Int { step * ((max(1, most) + step - 1) / step) }

    private var step: Int {
        var power = 1
        while true {
            for factor in [1, 2, 5] where factor * power * 4 >= most { return factor * power }
            power *= 10
        }
    }

    func x(_ part: Double) -> Double { Self.left + part * (Self.width - Self.left - 8) }

    func y(_ value: Int) -> Double { Self.bottom - Double(value) / Double(ceiling) * (Self.bottom - Self.top) }

    /// Lines across with their values.
    var grid: HTML {
        var grid: HTML = ""
        for value in stride(from: 0, through: ceiling, by: step) {
            let place = y(value)
            grid += """
                <path class="\(value == 0 ? "axis" : "grid")" d="M\(Plot.number(Self.left)) \(Plot.number(place))H\(Plot.number(Self.width - 8))"/>\
                <text x="\(Plot.number(Self.left - 8))" y="\(Plot.number(place + 4))" text-anchor="end">\(Figures.count(value))</text>
                """
        }
        return grid
    }

    func label(_ text: String, at x: Double, anchor: HTML = "middle") -> HTML {
        "<text x=\"\(Plot.number(x))\" y=\"\(Plot.number(Self.bottom + 20))\" text-anchor=\"\(anchor)\">\(text)</text>"
    }

    static func svg(id: HTML, title: HTML, description: HTML, _ content: HTML) -> HTML {
        """
        <svg class="plot" viewBox="0 0 720 230" role="img" aria-labelledby="\(id)-title \(id)-description">
        <title id="\(id)-title">\(title)</title>
        <desc id="\(id)-description">\(description)</desc>
        \(content)
        </svg>
        """
    }
}
