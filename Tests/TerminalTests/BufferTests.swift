import TestSupport
import Testing

@testable import Terminal

private let plain = Style.plain
private let red = Style(foreground: .indexed(1))

struct BufferTests {
    /// Every right half has its left half before it, and every wide glyph its right half.
    private func isWhole(_ buffer: Buffer) -> Bool {
        for row in 0..<buffer.size.rows {
            var isOwed = false
            for column in 0..<buffer.size.columns {
                let text = buffer[column, row].text
                if text.isEmpty != isOwed { return false }
                isOwed = !text.isEmpty && TextWidth.columns(of: text) == 2
            }
            if isOwed { return false }
        }
        return true
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func neverSplitsWideCells(seed: UInt64) {
        var generator = SeededRandom(seed: seed)
        var buffer = Buffer(size: Size(columns: 13, rows: 3))
        for step in 0..<120 {
            let column = Int.random(in: -5...15, using: &generator)
            let row = Int.random(in: -1...3, using: &generator)
            let room = Int.random(in: -1...16, using: &generator)
            let text = generator.text(pieces: 3)
            switch step % 4 {
            case 0:
                let used = buffer.draw(text, column: column, row: row, maxColumns: room, style: plain)
                #expect(used <= max(0, room))
            case 1:
                let line = SafeText.line(text)
                let used = buffer.draw(line, column: column, row: row, maxColumns: room, style: plain, escaped: red)
                #expect(used <= max(0, room) && used <= line.columns)
            case 2: buffer.draw("漢字漢字漢字漢字", column: column, row: row, maxColumns: 99, style: red)
            default: buffer.fill(Rect(column: column, row: row, columns: room % 4, rows: 2), red)
            }
            #expect(isWhole(buffer), "seed \(seed), step \(step)")
        }
    }

    @Test func drawsAndClips() {
        var buffer = Buffer(size: Size(columns: 6, rows: 2))
        #expect(buffer.draw("abcdef", column: 1, row: 0, maxColumns: 3, style: plain) == 3)
        #expect(buffer.draw("漢字漢", column: 0, row: 1, maxColumns: 5, style: plain) == 4)
        #expect(buffer.textDump() == " abc\n漢字")
        #expect(buffer.draw("漢", column: 5, row: 0, maxColumns: 9, style: plain) == 0)
        #expect(buffer.draw("xyz", column: -1, row: 0, maxColumns: 9, style: plain) == 3)
        #expect(buffer.textDump() == "yzbc\n漢字")
        #expect(buffer.draw("漢", column: -1, row: 0, maxColumns: 9, style: plain) == 2)
        #expect(buffer.draw("q", column: 1, row: 1, maxColumns: 9, style: plain) == 1)
        #expect(buffer.textDump() == " zbc\n q字")
    }

    @Test func combinesMarks() {
        var buffer = Buffer(size: Size(columns: 6, rows: 1))
        buffer.draw("e\u{301}\u{302}\u{303}漢\u{301}\u{301}", column: 0, row: 0, maxColumns: 6, style: plain)
        #expect(buffer[0, 0].text == "e\u{301}\u{302}")
        #expect(buffer[1, 0].text == "漢\u{301}\u{301}")
        #expect(buffer[2, 0].text == "")
        buffer.draw("\u{301}x", column: 3, row: 0, maxColumns: 6, style: plain)
        #expect(buffer[3, 0].text == "x")
        #expect(buffer[2, 0].text == "")
    }

    @Test func showsWhatIsNotFitForACell() {
        var buffer = Buffer(size: Size(columns: 8, rows: 1))
        buffer.draw("a\u{1B}[\n\u{202E}", column: 0, row: 0, maxColumns: 8, style: plain)
        #expect(buffer.textDump() == "a\u{FFFD}[\u{FFFD}\u{FFFD}")
    }

    @Test func stylesEscapes() {
        var buffer = Buffer(size: Size(columns: 8, rows: 1))
        buffer.draw(SafeText.line("a\u{1B}b"), column: 0, row: 0, maxColumns: 8, style: plain, escaped: red)
        #expect(buffer.textDump() == "a\\eb")
        #expect(buffer.styleDump { $0 == red ? "!" : "." } == ".!!.....")
    }

    @Test func fillsAndRestyles() {
        var buffer = Buffer(size: Size(columns: 4, rows: 2), fill: red)
        buffer.draw("abcd", column: 0, row: 0, maxColumns: 4, style: red)
        buffer.fill(Rect(column: 1, row: -3, columns: 2, rows: 4), plain)
        buffer.restyle(Rect(column: 0, row: 1, columns: 2, rows: 9)) { _ in plain }
        #expect(buffer.textDump() == "a  d\n")
        #expect(buffer.styleDump { $0 == red ? "r" : "." } == "r..r\n..rr")
    }

    @Test func comparesRows() {
        let blank = Buffer(size: Size(columns: 3, rows: 2))
        var buffer = blank
        buffer.draw("x", column: 2, row: 1, maxColumns: 1, style: plain)
        #expect(buffer.row(0, equals: blank))
        #expect(!buffer.row(1, equals: blank))
        #expect(buffer != blank)
    }

    @Test func emptyBuffersTakeAnything() {
        var buffer = Buffer(size: Size(columns: 0, rows: 0))
        #expect(buffer.draw("abc", column: 0, row: 0, maxColumns: 3, style: plain) == 0)
        buffer.fill(Rect(column: 0, row: 0, columns: 5, rows: 5), red)
        #expect(buffer.textDump() == "")
    }
}

struct GeometryTests {
    @Test func splits() {
        let rect = Rect(column: 2, row: 3, columns: 10, rows: 5)
        #expect(rect.split(top: 2).top == Rect(column: 2, row: 3, columns: 10, rows: 2))
        #expect(rect.split(top: 2).rest == Rect(column: 2, row: 5, columns: 10, rows: 3))
        #expect(rect.split(top: 9).rest.isEmpty)
        #expect(rect.split(bottom: 1).bottom == Rect(column: 2, row: 7, columns: 10, rows: 1))
        #expect(rect.split(left: 4).rest == Rect(column: 6, row: 3, columns: 6, rows: 5))
        #expect(rect.split(right: 4).right == Rect(column: 8, row: 3, columns: 4, rows: 5))
        #expect(rect.inset(columns: 1, rows: 2) == Rect(column: 3, row: 5, columns: 8, rows: 1))
        #expect(rect.inset(columns: 9, rows: 9).isEmpty)
        #expect(rect.intersection(Rect(Size(columns: 5, rows: 4))) == Rect(column: 2, row: 3, columns: 3, rows: 1))
        #expect(rect.contains(column: 11, row: 7) && !rect.contains(column: 12, row: 7))
    }
}
