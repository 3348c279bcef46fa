extension Buffer {
    /// The rows' text joined by newlines, without trailing spaces.
    package func textDump() -> String {
        rows { $0.content.text }
    }

    /// The same shape with one character a cell for its style. Trailing spaces are trimmed here too.
    package func styleDump(names: (Style) -> Character) -> String {
        rows { String(names($0.style)) }
    }

    private func rows(_ text: (Slot) -> String) -> String {
        var lines: [String] = []
        for row in 0..<size.rows {
            var line = ""
            for slot in slots[row * size.columns..<(row + 1) * size.columns] { line += text(slot) }
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}
