import Glibc
import Testing

@testable import Terminal

struct TextWidthTests {
    /// ncurses and tmux ask the C library; where a scalar is shown at all, the columns must be the same. (The
    /// library of another system may know later versions of Unicode, but widths that changed in these are
    /// escapes.)
    @Test func agreesWithTheLibrary() throws {
        typealias Width = @convention(c) (Int32) -> Int32
        let symbol = try #require(dlsym(nil, "wcwidth"))
        let width = unsafeBitCast(symbol, to: Width.self)
        try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
        var differences: [String] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let expected: Int32? =
                switch ScalarClass(scalar) {
                case .narrow: 1
                case .wide: 2
                case .mark: 0
                case .unsafe: nil
                }
            if let expected, width(Int32(value)) != expected { differences.append(SafeText.escape(scalar)) }
        }
        #expect(differences.isEmpty)
    }

    @Test(arguments: [("", 0), ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("👍", 2), ("│─…→", 4), ("\u{1B}", 1), ("ｱ", 1)])
    func measures(_ text: String, _ columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
        #expect(text.reduce(0) { $0 + TextWidth.columns(of: $1) } == columns)
        var buffer = Buffer(size: Size(columns: 20, rows: 1))
        #expect(buffer.draw(text, column: 0, row: 0, maxColumns: 20, style: .plain) == columns)
    }

    @Test func rangesAreSorted() {
        let starts = ScalarClass.ranges.map { $0 >> 2 }
        #expect(starts.first == 0)
        #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 })
    }
}
