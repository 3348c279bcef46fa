import Testing

@testable import Terminal

struct KeyTests {
    @Test(arguments: [
        (Key.character("j"), "j"), (.character("G"), "G"), (.character("?"), "?"), (.character("é"), "é"),
        (.character("漢"), "漢"), (.character(" "), "Space"), (.control("d"), "C-d"), (.control("_"), "C-_"),
        (.alt("x"), "M-x"), (.alt("X"), "M-X"), (.alt(" "), "M-Space"), (.enter, "Enter"), (.escape, "Esc"),
        (.tab, "Tab"),
        (.backTab, "S-Tab"), (.backspace, "Backspace"), (.delete, "Delete"), (.insert, "Insert"), (.up, "Up"),
        (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"), (.pageUp, "PageUp"),
        (.pageDown, "PageDown"), (.function(1), "F1"), (.function(63), "F63"), (.character("F"), "F"),
        (.character("-"), "-"),
    ])
    func namesReadBack(_ key: Key, _ name: String) {
        #expect(key.name == name)
        #expect(Key(parsing: name) == key)
    }

    @Test(arguments: [
        ("c-D", Key.control("d")), ("ENTER", .enter), ("s-tab", .backTab), ("pageup", .pageUp), ("f5", .function(5)),
        (" ", .character(" ")), ("m-x", .alt("x")),
    ])
    func caseOfNamesDoesNotMatter(_ name: String, _ key: Key) {
        #expect(Key(parsing: name) == key)
    }

    @Test(arguments: [
        "", "C-", "C-é", "C-ab", "C-1", "M-", "M-ab", "F0", "F64", "F05", "Foo", "jj", "\n", "\u{1B}", "\u{202E}",
    ])
    func refuses(_ name: String) {
        #expect(Key(parsing: name) == nil)
    }
}
