import Glibc
import Testing

@testable import Terminal

/// What must never reach a terminal, said by properties of the standard library's character database (a newer one
/// than the table's) and by the ranges of the design, not by the table under test.
private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: return true
    case .spaceSeparator: return scalar != " "
    default: break
    }
    if properties.isDefaultIgnorableCodePoint || properties.isVariationSelector { return true }
    if properties.isNoncharacterCodePoint || properties.isEmojiModifier { return true }
    switch scalar.value {
    case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0xAD, 0x180E, 0x34F, 0xFFFC, 0x20E3, 0x1F1E6...0x1F1FF: return true
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x61C, 0xFEFF, 0xE0000...0xE0FFF: return true
    default: return false
    }
}

/// Hangul vowels and finals are marks on Hangul only.
private func isMarkForLatin(_ scalar: Unicode.Scalar) -> Bool {
    !(0x1160...0x11FF).contains(scalar.value) && !(0xD7B0...0xD7FF).contains(scalar.value)
}

private func text(_ scalars: UInt32...) -> String {
    String(String.UnicodeScalarView(scalars.compactMap { Unicode.Scalar($0) }))
}

struct SafeTextTests {
    @Test func onlyWhatIsHarmlessIsShown() {
        var leaks: [String] = []
        for value in UInt32(0x7F)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), ScalarClass(scalar) != .unsafe else { continue }
            if isForbidden(scalar) { leaks.append(SafeText.escape(scalar)) }
        }
        #expect(leaks.isEmpty)
    }

    /// Every scalar of the planes in use, and one in 251 of the others: after an `a`, it is there as it is or as
    /// its escape.
    @Test func everyScalarIsShownOrEscaped() {
        var line = String.UnicodeScalarView()
        var expected = String.UnicodeScalarView()
        var columns = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let plane = value >> 16
            if plane > 2 && plane != 14 && value % 251 != 0 { continue }
            line.append(contentsOf: ["a", scalar])
            expected.append("a")
            let isShown = ScalarClass(scalar) != .unsafe && (ScalarClass(scalar) != .mark || isMarkForLatin(scalar))
            if isShown {
                expected.append(scalar)
                columns += 1 + TextWidth.columns(of: scalar)
            } else {
                let escape = SafeText.escape(scalar)
                expected.append(contentsOf: escape.unicodeScalars)
                columns += 1 + escape.utf8.count
            }
            if value % 64 != 63 { continue }
            let safe = SafeText.line(String(line))
            #expect(safe.text.unicodeScalars.elementsEqual(expected), "up to \(SafeText.escape(scalar))")
            #expect(safe.columns == columns && safe.glyphs.reduce(0) { $0 + $1.columns } == columns)
            line.removeAll()
            expected.removeAll()
            columns = 0
        }
    }

    @Test(arguments: [
        ("a\u{1B}[31mb", "a\\e[31mb"),
        ("a\nb\tc\rd\0", "a\\nb\\tc\\rd\\0"),
        ("\u{7F}\u{9B}1m", "\\u{7F}\\u{9B}1m"),
        ("user\u{202E}txt.exe", "user\\u{202E}txt.exe"),
        ("a\u{2066}b\u{2069}\u{200F}\u{61C}", "a\\u{2066}b\\u{2069}\\u{200F}\\u{61C}"),
        ("pay\u{200B}pal\u{FEFF}", "pay\\u{200B}pal\\u{FEFF}"),
        ("a\u{E0041}\u{AD}\u{34F}\u{180E}", "a\\u{E0041}\\u{AD}\\u{34F}\\u{180E}"),
        ("\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}", "\\u{115F}\\u{1160}\\u{3164}\\u{FFA0}\\u{2800}"),
        ("a\u{A0}b\u{2003}c\u{3000}d", "a\\u{A0}b\\u{2003}c\\u{3000}d"),
        ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
        ("\u{E000}\u{378}\u{FFFF}\u{10FFFF}", "\\u{E000}\\u{378}\\u{FFFF}\\u{10FFFF}"),
        ("a\u{200D}b\u{FE0F}", "a\\u{200D}b\\u{FE0F}"),
    ])
    func escapes(_ untrusted: String, _ shown: String) {
        let line = SafeText.line(untrusted)
        #expect(line.text == shown)
        #expect(SafeText.visible(untrusted) == shown)
        let escaped = line.glyphs.filter(\.isEscaped)
        #expect(!escaped.isEmpty)
        #expect(escaped.allSatisfy { $0.text.utf8.count == 1 })
    }

    @Test(arguments: [
        "plain ASCII", "déjà vu", "e\u{301}a\u{323}\u{308}", "漢字かなカナ한글", "→ “quoted” — …", "\u{FFFD}", "👍 ✅ 🚀",
    ])
    func leavesOrdinaryText(_ ordinary: String) {
        let line = SafeText.line(ordinary)
        #expect(Array(line.text.unicodeScalars) == Array(ordinary.unicodeScalars))
        #expect(line.glyphs.allSatisfy { !$0.isEscaped })
        #expect(line.columns == TextWidth.columns(of: ordinary))
    }

    /// Parts of a sequence are shown one by one, and nothing that could melt them together remains.
    @Test(arguments: [
        ("👩\u{200D}💻", "👩💻", 4), ("👨\u{200D}👩\u{200D}👧", "👨👩👧", 6), ("⚠\u{FE0F}", "⚠", 1),
        ("❤\u{FE0F}\u{200D}🔥", "❤🔥", 3), ("👍\u{FE0F}", "👍", 2), ("☁\u{FE0E}", "☁", 1),
        ("👍\u{1F3FD}", "👍\\u{1F3FD}", 11), ("👩\u{1F3FD}\u{200D}💻", "👩\\u{1F3FD}💻", 13),
        ("🇩🇪", "\\u{1F1E9}\\u{1F1EA}", 18), ("1\u{FE0F}\u{20E3}", "1\\u{20E3}", 9),
        ("⚠\u{FE0F}\u{FE0F}", "⚠\\u{FE0F}", 9), ("👩\u{200D}", "👩\\u{200D}", 10),
        ("👩\u{200D}a", "👩\\u{200D}a", 11), ("👩\u{200D}\u{200D}💻", "👩\\u{200D}\\u{200D}💻", 20),
        ("漢\u{FE0F}", "漢\\u{FE0F}", 10), ("👩\u{E0101}", "👩\\u{E0101}", 11), ("a\u{1F3FD}", "a\\u{1F3FD}", 10),
    ])
    func splitsEmoji(_ untrusted: String, _ shown: String, _ columns: Int) {
        let line = SafeText.line(untrusted)
        #expect(Array(line.text.unicodeScalars) == Array(shown.unicodeScalars))
        #expect(line.columns == columns)
    }

    @Test func keepsTwoMarksABase() {
        let line = SafeText.line("e" + String(repeating: "\u{301}", count: 10_000) + "x")
        #expect(line.text == "e\u{301}\u{301}\\u{+9998 marks}x")
        #expect(line.glyphs.first?.columns == 1)
        #expect(SafeText.line("\u{301}\u{302}\u{303}a").text == "\\u{301}\\u{302}\\u{+1 marks}a")
        #expect(SafeText.line("\u{1B}\u{301}").text == "\\e\\u{301}")
        #expect(SafeText.line("漢\u{301}").columns == 2)
    }

    @Test func hangulPartsJoinSyllablesOnly() {
        let syllable = text(0x1112, 0x1161, 0x11AB)
        #expect(SafeText.line(syllable).glyphs.count == 1)
        #expect(SafeText.line(syllable).columns == 2)
        #expect(SafeText.line(text(0xD558, 0x11AB)).glyphs.count == 1)
        #expect(SafeText.line(text(0x61, 0x1161)).text == "a\\u{1161}")
        #expect(SafeText.line(text(0xD558, 0x1161)).glyphs.count == 9)
    }

    @Test func splitsLines() {
        #expect(SafeText.lines("a\nb\r\nc\rd\te").map(\.text) == ["a", "b", "c\\rd    e"])
        #expect(SafeText.lines("").map(\.text) == [""])
        #expect(SafeText.lines("a\n").map(\.text) == ["a", ""])
        #expect(SafeText.lines("a\u{2028}b").count == 1)
    }

    /// A quadratic pass would take many minutes.
    @Test(
        .timeLimit(.minutes(20)), arguments: ["\u{301}", "\u{202E}", "👨\u{200D}", "漢", "\n", "a "])
    func takesLinearTime(_ unit: String) {
        let hostile = "e" + String(repeating: unit, count: 64 * 1024 / unit.utf8.count)
        let line = SafeText.line(hostile)
        #expect(line.columns > 0)
        let rows = SafeText.wrapped(hostile, columns: 78)
        #expect(rows.allSatisfy { $0.columns <= 78 })
    }

    @Test func truncates() {
        let line = SafeText.line("ab漢字")
        #expect(line.truncated(to: 6, ellipsis: true).text == "ab漢字")
        #expect(line.truncated(to: 5, ellipsis: true).text == "ab漢…")
        #expect(line.truncated(to: 4, ellipsis: true).text == "ab…")
        #expect(line.truncated(to: 5, ellipsis: false).text == "ab漢")
        #expect(line.truncated(to: 0, ellipsis: true).text == "")
    }

    @Test func truncatesInTheMiddle() {
        let line = SafeText.line("customers/0123")
        #expect(line.truncatedInMiddle(to: 14).text == "customers/0123")
        #expect(line.truncatedInMiddle(to: 9).text == "cust…0123")
        #expect(line.truncatedInMiddle(to: 8).text == "cus…0123")
        #expect(line.truncatedInMiddle(to: 2).text == "c…")
        #expect(SafeText.line("漢字漢字漢字").truncatedInMiddle(to: 7).text == "漢…漢字")
    }
}
