import StrictJSON
import Terminal

/// Labelled lines for a person, growing downwards.
struct Page {
    private let paint: Paint
    private(set) var text = ""

    init(paint: Paint) { self.paint = paint }

    private static let labelWidth = 10

    /// The program's own words.
    mutating func line(_ words: String) { text += words + "\n" }

    /// Something that the program computed, or that an operator wrote.
    mutating func fact(_ label: String, _ value: String) { add(label, [SafeText.line(value)], gutter: "  ") }

    /// Something that an agent wrote: behind a bar, line by line.
    mutating func said(_ label: String, _ value: String?) {
        if let value { add(label, SafeText.lines(value), gutter: "| ") }
    }

    mutating func said(_ label: String, _ value: SafeLine) { add(label, [value], gutter: "| ") }

    mutating func json(_ label: String, _ value: JSONValue) {
        said(label, String(decoding: SafeJSON.escaped(value.prettyBytes()), as: UTF8.self))
    }

    private mutating func add(_ label: String, _ lines: [SafeLine], gutter: String) {
        let label = SafeText.line(label).truncated(to: Self.labelWidth, ellipsis: true)
        for (place, line) in lines.enumerated() {
            let padding = String(repeating: " ", count: Self.labelWidth - (place == 0 ? label.columns : 0) + 1)
            text += (place == 0 ? paint(label.text, .dim) : "") + padding + gutter + line.text + "\n"
        }
    }
}
