import Glibc
import Testing

@testable import Terminal

/// Reads the plain subset of YAML that our own themes keep to: one `name: value` or `name: {…}` a line.
private struct ThemeFile {
    struct Unreadable: Error { let line: String }

    let document: ThemeDocument

    init(_ name: String) throws {
        let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try #require(fopen("/\(folder)/themes/\(name).yaml", "r"))
        defer { fclose(file) }
        var document = ThemeDocument(name: "")
        var section = ""
        var buffer = [CChar](repeating: 0, count: 4096)
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
            let line = String(decoding: bytes, as: UTF8.self)
            let code = line.split(separator: " #", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            if code.allSatisfy({ $0 == " " }) || code.first == "#" { continue }
            guard let colon = code.firstIndex(of: ":") else { throw Unreadable(line: line) }
            let key = String(code[..<colon].drop { $0 == " " })
            let value = ThemeFile.trimmed(code[code.index(after: colon)...])
            switch (code.first == " ", key, section) {
            case (false, "name", _): document.name = value
            case (false, "inherits", _): document.inherits = value
            case (false, "palette", _), (false, "styles", _): section = key
            case (true, _, "palette"): document.palette[key] = value
            case (true, _, "styles"): document.styles[key] = try ThemeFile.spec(value)
            default: throw Unreadable(line: line)
            }
        }
        self.document = document
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\"" }
        while text.last == " " || text.last == "\"" { text.removeLast() }
        return String(text)
    }

    private static func spec(_ text: String) throws -> StyleSpec {
        guard text.first == "{", text.last == "}" else { throw Unreadable(line: text) }
        var spec = StyleSpec()
        var rest = text.dropFirst().dropLast()
        while let colon = rest.firstIndex(of: ":") {
            let key = trimmed(rest[..<colon])
            rest = rest[rest.index(after: colon)...].drop { $0 == " " }
            let isList = rest.first == "["
            let end = isList ? rest.firstIndex(of: "]") : rest.firstIndex(of: ",")
            let value = rest[..<(end ?? rest.endIndex)]
            let list = value.dropFirst().split(separator: ",").map { trimmed($0) }
            switch key {
            case "fg": spec.fg = trimmed(value)
            case "bg": spec.bg = trimmed(value)
            case "fg16": spec.fg16 = trimmed(value)
            case "bg16": spec.bg16 = trimmed(value)
            case "attributes": spec.attributes = list
            case "mono": spec.mono = list
            default: throw Unreadable(line: text)
            }
            rest = rest[(end ?? rest.endIndex)...].drop { $0 == "]" || $0 == "," || $0 == " " }
        }
        return spec
    }

    static func theme(_ name: String) throws -> Theme {
        let base = try ThemeFile("base").document
        return try Theme(resolving: ThemeFile(name).document, parents: ["base": base])
    }
}

/// WCAG 2.2, «contrast ratio» and «relative luminance»; nil where a colour is the terminal's own.
private func contrast(_ style: Style) -> Double? {
    func luminance(_ color: Color) -> Double? {
        guard case .rgb(let red, let green, let blue) = color else { return nil }
        func linear(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    func nominal(_ color: Color) -> Color { if case .indexed(let index) = color { .nominal(index) } else { color } }
    guard let text = luminance(nominal(style.foreground)), let paper = luminance(nominal(style.background)) else {
        return nil
    }
    return (max(text, paper) + 0.05) / (min(text, paper) + 0.05)
}

private let names = ["base", "default-dark", "default-light", "terminal-16", "mono"]

struct ShippedThemesTests {
    @Test(arguments: names)
    func defineEveryStyle(_ name: String) throws {
        let theme = try ThemeFile.theme(name)
        #expect(theme.name == name)
        #expect(StyleName.all.filter { !theme.defines($0) } == [])
    }

    @Test func theBuiltInIsDefaultDark() throws {
        let theme = try ThemeFile.theme("default-dark")
        for depth in ColorDepth.allCases {
            for name in StyleName.all {
                #expect(Theme.builtIn.style(name, depth: depth) == theme.style(name, depth: depth), "\(name)")
            }
        }
    }

    /// What a decision rests on can be read: at 4.5:1 in true colour and in 256, on the cursor's row too.
    @Test(arguments: ["default-dark", "default-light"], [ColorDepth.trueColor, .palette256])
    func decisionsAreReadable(_ name: String, _ depth: ColorDepth) throws {
        let theme = try ThemeFile.theme(name)
        let cursor = theme.style("cursor", depth: depth)
        let grounds = ["card.", "risk.", "button", "cursor", "queue.", "dialog", "status", "toast."]
        for style in StyleName.all where grounds.contains(where: { style.description.hasPrefix($0) }) {
            let ratio = try #require(contrast(theme.style(style, depth: depth)))
            #expect(ratio >= 4.5, "\(style) \(ratio)")
        }
        let colorless = theme.style("text", depth: depth).background
        for style in StyleName.all where style.description.hasPrefix("risk.") {
            let own = theme.style(style, depth: depth)
            if own.background != colorless { continue }
            let ratio = try #require(contrast(own.over(cursor)))
            #expect(ratio >= 4.5, "\(style) on the cursor's row \(ratio)")
        }
    }

    /// Terminals choose the sixteen themselves; by xterm's values they are at least legible.
    @Test(arguments: ["default-dark", "default-light"])
    func sixteenAreLegible(_ name: String) throws {
        let theme = try ThemeFile.theme(name)
        for style in StyleName.all where !style.description.hasPrefix("border") {
            let ratio = try #require(contrast(theme.style(style, depth: .sixteen)))
            #expect(ratio >= 3, "\(style) \(ratio)")
        }
    }

    @Test func monoHasNoColors() throws {
        let theme = try ThemeFile.theme("mono")
        for name in StyleName.all {
            let style = theme.style(name, depth: .trueColor)
            #expect(style == theme.style(name, depth: .none))
            #expect(style == Style(attributes: style.attributes))
        }
    }

    /// Without colours, what must not be taken for something else still differs.
    @Test(arguments: names)
    func gravityShowsWithoutColors(_ name: String) throws {
        let theme = try ThemeFile.theme(name)
        func style(_ name: StyleName) -> Style { theme.style(name, depth: .none) }
        #expect(style("cursor") != style("text"))
        #expect(style("escaped") != style("text"))
        #expect(style("button.default") != style("button"))
        #expect(style("button.guarded") != style("button.default"))
        #expect(style("risk.high") != style("risk.low"))
        #expect(style("risk.critical") != style("risk.high"))
    }
}
