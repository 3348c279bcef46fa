import CNcurses

/// What is switched on beside ncurses, and the bytes that undo everything.
enum TerminalModes {
    /// Bracketed paste and focus reports on; the terminal's own reordering of right-to-left text off (ECMA-48
    /// BDSM), so that columns are where we put them.
    static let on = Array("\u{1B}[?2004h\u{1B}[?1004h\u{1B}[8l".utf8)
    static let off = Array("\u{1B}[?2004l\u{1B}[?1004l\u{1B}[8h".utf8)

    /// Plain attributes, the cursor, the normal keypad and the normal screen, for a terminal whose screen is set up.
    static func restoring() -> [UInt8] {
        var bytes = off
        for name in ["sgr0", "op", "cnorm", "rmkx", "rmcup"] {
            if let value = cn_capability(name) { bytes += withoutPadding(String(cString: value).utf8) }
        }
        if cn_capability("rmcup") == nil { bytes += [0x0D, 0x0A] }
        return bytes
    }

    /// Terminfo writes delays as `$<5>`.
    private static func withoutPadding(_ capability: String.UTF8View) -> [UInt8] {
        var bytes: [UInt8] = []
        var isPadding = false
        let all = Array(capability)
        for (index, byte) in all.enumerated() {
            if byte == UInt8(ascii: "$"), index + 1 < all.count, all[index + 1] == UInt8(ascii: "<") {
                isPadding = true
            }
            if !isPadding { bytes.append(byte) }
            if byte == UInt8(ascii: ">") { isPadding = false }
        }
        return bytes
    }
}
