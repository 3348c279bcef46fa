import StrictJSON
import Terminal
import Testing

@testable import handoff

@Suite struct OutputTests {
    @Test(arguments: [
        "plain", "Grüße 東京 🙂", "a\u{202E}b\u{200B}c\u{FEFF}", "\u{1B}[2J\u{7F}\u{85}\u{9B}", "e\u{301}\u{302}\u{303}",
        "\u{E0041}🏴",
    ])
    func escapedJSONIsSafeAndTheSameValue(_ text: String) throws {
        let value: JSONValue = ["text": .string(text)]
        let escaped = SafeJSON.escaped(value.bytes())
        #expect(try JSONValue(parsing: escaped) == value)
        let shown = String(decoding: escaped, as: UTF8.self)
        #expect(SafeText.visible(shown) == shown)
    }

    @Test func tableFitsAndCannotBeForged() {
        var table = Table(columns: [
            .init(title: "RISK"), .init(title: "AGENT", limit: 6), .init(title: "WHAT", isFlexible: true),
            .init(title: "ID"),
        ])
        table.rows = [
            [.init("low"), .init("bot"), .init("short"), .init("1")],
            [.init("high"), .init("東京-bot-of-many"), .init("a proposal that is too long\nlow  bot  x"), .init("22")],
        ]
        let text = table.rendered(width: 40, paint: Paint(isOn: false))
        #expect(
            text == """
                RISK  AGENT   WHAT                    ID
                low   bot     short                   1
                high  東京-…  a proposal that is to…  22

                """)
        let whole = table.rendered(width: nil, paint: Paint(isOn: false))
        #expect(whole.contains(#"too long\nlow"#))
        #expect(whole.split(separator: "\n").count == 3)
    }

    @Test func paintIsOffWithoutATerminal() {
        #expect(Paint(isOn: false)("x", .red) == "x")
        #expect(Paint(isOn: true)("x", .red) == "\u{1B}[31mx\u{1B}[0m")
    }

    @Test func everyLineOfAnAgentStandsBehindABar() {
        var page = Page(paint: Paint(isOn: false))
        page.said("context", "one\n\nstate     pending\u{1B}[1A")
        page.said("a very long label\n", "x")
        #expect(
            page.text == """
                context    | one
                           |\u{20}
                           | state     pending\\e[1A
                a very lo… | x

                """)
    }
}
