import TestSupport
import Testing

@testable import Terminal

struct ThemeTests {
    private func error(_ document: ThemeDocument, parents: [ThemeDocument] = []) -> ThemeError? {
        do {
            _ = try Theme(resolving: document, parents: byName(parents))
            return nil
        } catch {
            return error
        }
    }

    private func byName(_ documents: [ThemeDocument]) -> [String: ThemeDocument] {
        Dictionary(uniqueKeysWithValues: documents.map { ($0.name, $0) })
    }

    @Test func childrenRepaintTheirParents() throws {
        let parent = ThemeDocument(
            name: "parent", palette: ["ink": "#111111", "warm": "red"],
            styles: [
                "text": StyleSpec(fg: "ink", bg: "#ffffff"), "risk.high": StyleSpec(fg: "warm", attributes: ["bold"]),
                "title": StyleSpec(fg: "ink", attributes: ["bold"]),
            ])
        let child = ThemeDocument(
            name: "child", inherits: "parent", palette: ["warm": "#ff0000"], styles: ["title": StyleSpec(fg: "warm")])
        let theme = try Theme(resolving: child, parents: byName([parent]))
        let paper = Color.rgb(255, 255, 255)
        #expect(
            theme.style("risk.high", depth: .trueColor)
                == Style(foreground: .rgb(255, 0, 0), background: paper, attributes: .bold))
        #expect(theme.style("title", depth: .trueColor) == Style(foreground: .rgb(255, 0, 0), background: paper))
        #expect(theme.style("text", depth: .palette256) == Style(foreground: .indexed(233), background: .indexed(231)))
        #expect(theme.style("text", depth: .sixteen) == Style(foreground: .indexed(0), background: .indexed(15)))
        #expect(theme.style("title", depth: .none) == .plain)
        #expect(theme.style("risk.high", depth: .none) == Style(attributes: .bold))
        #expect(theme.defines("title") && !theme.defines("card.fact"))
    }

    @Test func namesFallBack() throws {
        let theme = try Theme(
            resolving: ThemeDocument(
                name: "t",
                styles: [
                    "text": StyleSpec(fg: "white"), "card": StyleSpec(fg: "cyan"), "card.fact": StyleSpec(fg: "green"),
                ]), parents: [:])
        #expect(theme.style("card.fact", depth: .sixteen).foreground == .indexed(2))
        #expect(theme.style("card.reason", depth: .sixteen).foreground == .indexed(6))
        #expect(theme.style("risk.low", depth: .sixteen).foreground == .indexed(7))
    }

    @Test func sixteenAndMonoAreTheThemesOwnWhereItSays() throws {
        let spec = StyleSpec(
            fg: "#ff0000", bg: "#000000", fg16: "light-blue", bg16: "default", attributes: ["dim"],
            mono: ["reverse", "italic", "underline", "strikethrough"])
        let theme = try Theme(resolving: ThemeDocument(name: "t", styles: ["text": spec]), parents: [:])
        #expect(
            theme.style("text", depth: .sixteen)
                == Style(foreground: .indexed(12), background: .standard, attributes: .dim))
        #expect(
            theme.style("text", depth: .none)
                == Style(attributes: [.reverse, .italic, .underline, .strikethrough]))
    }

    @Test func refusesWhatItDoesNotKnow() {
        let text = ["text": StyleSpec(fg: "ink")]
        #expect(error(ThemeDocument(name: "a", inherits: "b")) == .unknownParent("b", of: "a"))
        #expect(error(ThemeDocument(name: "a", styles: text)) == .unknownColor("ink", in: "style text"))
        #expect(
            error(ThemeDocument(name: "a", palette: ["ink": "#12345"])) == .unknownColor("#12345", in: "palette of a"))
        #expect(
            error(ThemeDocument(name: "a", styles: ["text": StyleSpec(attributes: ["blink"])]))
                == .unknownAttribute("blink", style: "text"))
        #expect(error(ThemeDocument(name: "a", styles: ["texte": StyleSpec()])) == .unknownStyle("texte"))
        let one = ThemeDocument(name: "one", inherits: "two")
        let two = ThemeDocument(name: "two", inherits: "one")
        #expect(error(one, parents: [one, two]) == .inheritanceLoop(["one", "two", "one"]))
    }

    @Test(arguments: [
        ("#ff8000", Color.rgb(255, 128, 0)), ("#FF8000", .rgb(255, 128, 0)), ("default", .standard),
        ("black", .indexed(0)),
        ("white", .indexed(7)), ("light-black", .indexed(8)), ("light-red", .indexed(9)), ("light-white", .indexed(15)),
        ("#ff80", nil), ("#+12345", nil), ("#１２３４５６", nil), ("orange", nil), ("light-", nil), ("", nil),
    ])
    func readsColors(_ text: String, _ color: Color?) {
        #expect(Color(parsing: text) == color)
    }
}

struct DegradingTests {
    @Test(arguments: 16...255 as ClosedRange<UInt8>)
    func thePaletteKeepsItsOwnColors(_ index: UInt8) throws {
        let nominal = Color.nominal(index)
        guard case .indexed(let found) = nominal.degraded(to: .palette256) else {
            Issue.record("no palette colour for \(index)")
            return
        }
        // The cube and the greys share some values.
        #expect(Color.nominal(found) == nominal)
        #expect(nominal.degraded(to: .trueColor) == nominal)
        #expect(nominal.degraded(to: .none) == .standard)
    }

    /// The table of nearest entries against trying all 240.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func noEntryIsNearer(seed: UInt64) {
        var generator = SeededRandom(seed: seed)
        func byte() -> UInt8 { UInt8.random(in: 0...255, using: &generator) }
        for _ in 0..<20 {
            let (red, green, blue) = (byte(), byte(), byte())
            func distance(_ index: UInt8) -> Int {
                guard case .rgb(let r, let g, let b) = Color.nominal(index) else { return .max }
                return zip([red, green, blue], [r, g, b]).reduce(0) { sum, pair in
                    let difference = Int(pair.0) - Int(pair.1)
                    return sum + difference * difference
                }
            }
            guard case .indexed(let found) = Color.rgb(red, green, blue).degraded(to: .palette256) else { return }
            let best = (UInt8(16)...255).map(distance).min()
            #expect(distance(found) == best, "seed \(seed): \(red) \(green) \(blue)")
        }
    }

    @Test(
        arguments: [
            ("#000000", 0), ("#14171c", 0), ("#808080", 8), ("#c0c0c0", 7), ("#ffffff", 15), ("#ff7b72", 9),
            ("#f2cc60", 11),
            ("#7ee787", 10), ("#76e3ea", 14), ("#a40e26", 1), ("#0550ae", 4), ("#116329", 0), ("#ff00ff", 13),
        ] as [(String, UInt8)])
    func sixteenKeepTheHue(_ text: String, _ index: UInt8) throws {
        let color = try #require(Color(parsing: text))
        #expect(color.degraded(to: .sixteen) == .indexed(index))
    }

    @Test func indexedColorsStayWhereTheyExist() {
        #expect(Color.indexed(9).degraded(to: .sixteen) == .indexed(9))
        #expect(Color.indexed(196).degraded(to: .sixteen) == .indexed(9))
        #expect(Color.indexed(196).degraded(to: .trueColor) == .indexed(196))
        #expect(Color.standard.degraded(to: .sixteen) == .standard)
    }
}
