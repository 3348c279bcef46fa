import Glibc
import HandoffConsole
import Terminal
import Testing

/// Compares pictures with those under `Screens/`: the text, a character a cell for the style, and what the characters
/// stand for. `RECORD_SCREENS=1` writes them anew and fails the run.
enum Screen {
    static func expect(
        _ driver: ConsoleDriver, is name: String, depth: ColorDepth, location: SourceLocation = #_sourceLocation
    ) {
        let dump = dump(driver.picture(depth: depth), depth: depth)
        let path = folder + name + ".txt"
        if getenv("RECORD_SCREENS").map({ String(cString: $0) }) == "1" {
            write(dump, to: path)
            Issue.record("recorded \(name); look at it and run again without RECORD_SCREENS", sourceLocation: location)
            return
        }
        let recorded = read(path)
        #expect(recorded != nil, "no screen \(name); record it with RECORD_SCREENS=1", sourceLocation: location)
        if let recorded, recorded != dump {
            Issue.record("\(name) differs\n\(difference(recorded, dump))", sourceLocation: location)
        }
    }

    static func dump(_ buffer: Buffer, depth: ColorDepth) -> String {
        var legend = Legend(depth: depth)
        let styles = buffer.styleDump { legend.character(for: $0) }
        return buffer.textDump() + "\n\n" + styles + "\n\n" + legend.text + "\n"
    }

    private static func difference(_ recorded: String, _ found: String) -> String {
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        let new = found.split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [String] = []
        for place in 0..<max(old.count, new.count) {
            let (before, after) = (
                old.indices.contains(place) ? old[place] : "", new.indices.contains(place) ? new[place] : ""
            )
            if before != after { lines += ["\(place + 1) - \(before)", "\(place + 1) + \(after)"] }
        }
        return lines.joined(separator: "\n")
    }

    private static let folder: String = {
        let parts = #filePath.split(separator: "/").dropLast(2)
        return "/" + parts.joined(separator: "/") + "/Screens/"
    }()

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += block[..<count]
        }
    }

    private static func write(_ text: String, to path: String) {
        guard let file = fopen(path, "w") else { return }
        defer { fclose(file) }
        fputs(text, file)
    }
}

/// Gives styles characters: those of the theme by their names, others by what they are.
private struct Legend {
    private var characters: [Style: Character] = [:]
    private var entries: [(Character, String)] = []
    private var names: [Style: String] = [:]
    private var free = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

    init(depth: ColorDepth) {
        for name in StyleName.all.reversed() {
            let style = Theme.builtIn.style(name, depth: depth)
            for backdrop in ["cursor", "status"] as [StyleName] {
                names[style.over(Theme.builtIn.style(backdrop, depth: depth))] = "\(name) on \(backdrop)"
            }
        }
        for name in StyleName.all.reversed() { names[Theme.builtIn.style(name, depth: depth)] = "\(name)" }
        // Plain text is not worth a character.
        characters[Theme.builtIn.style("text", depth: depth)] = " "
    }

    mutating func character(for style: Style) -> Character {
        if let known = characters[style] { return known }
        let character = free.removeFirst()
        characters[style] = character
        entries.append((character, names[style] ?? "\(style)"))
        return character
    }

    var text: String { entries.map { "\($0.0) \($0.1)" }.joined(separator: "\n") }
}
