import CNcurses
import Glibc
import Terminal

/// Turns what ncurses reads into events. Sequences that nobody knows are swallowed whole: their letters and
/// digits must never become keys, for keys decide.
final class Keyboard {
    private enum Code {
        static let pasteBegin: Int32 = KEY_MAX + 1
        static let focusIn: Int32 = KEY_MAX + 2
        static let focusOut: Int32 = KEY_MAX + 3
    }
    /// What `get_wch` returns: a character, one of ncurses' codes, or nothing there.
    private enum Reading { case character(UInt32), code(Int32), nothing }

    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    /// Longer pastes are cut.
    private static let longestPaste = 1 << 20

    private let descriptor: Int32
    /// Reading from a pad, unlike from the screen's window, never repaints.
    private let pad: UnsafeMutablePointer<WINDOW>?
    /// What has come of a paste that has not ended.
    private var paste: [UInt8]?

    /// After `newterm`.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        pad = newpad(1, 1)
        keypad(pad, true)
        nodelay(pad, true)
        define_key("\u{1B}[200~", Code.pasteBegin)
        define_key("\u{1B}[I", Code.focusIn)
        define_key("\u{1B}[O", Code.focusOut)
    }

    func close() { delwin(pad) }

    /// The next event that is there; nil when there is none.
    func next() -> TerminalEvent? {
        while true {
            if paste != nil { return readPaste() }
            switch read() {
            case .nothing: return nil
            case .character(0x1B): if let key = readEscape() { return .key(key) }
            case .character(let value): if let key = Keyboard.key(character: value) { return .key(key) }
            case .code(Code.pasteBegin): paste = []
            case .code(Code.focusIn): return .focusIn
            case .code(Code.focusOut): return .focusOut
            case .code(let code): if let key = Keyboard.key(code: code) { return .key(key) }
            }
        }
    }

    private func read() -> Reading {
        var value: wint_t = 0
        return switch wget_wch(pad, &value) {
        case OK: .character(value)
        case KEY_CODE_YES: .code(Int32(bitPattern: value))
        default: .nothing
        }
    }

    /// After an ESC that begins no sequence ncurses knows: the key itself, a key held with Alt, or nil for what was
    /// swallowed.
    private func readEscape() -> Key? {
        switch read() {
        case .nothing: return .escape
        case .code(let code): return Keyboard.key(code: code)
        case .character(0x1B):
            unget_wch(0x1B)
            return .escape
        case .character(let value):
            guard let introducer = Unicode.Scalar(value) else { return nil }
            if "[O]P_^X".unicodeScalars.contains(introducer) && swallow(after: introducer) { return nil }
            return if value > 0x20 && value != 0x7F { .alt(Character(introducer)) } else {
                Keyboard.key(character: value)
            }
        }
    }

    /// Reads the rest of a control sequence (ECMA-48), waiting a moment where it is not all there yet. False when
    /// nothing follows: then it was a key.
    private func swallow(after introducer: Unicode.Scalar) -> Bool {
        wtimeout(pad, 25)
        defer { nodelay(pad, true) }
        var count = 0
        var isEscaped = false
        while case .character(let value) = read() {
            count += 1
            switch introducer {
            case "[": if (0x40...0x7E).contains(value) && !(count == 1 && value == 0x5B) { return true }
            case "O": if !(0x30...0x3F).contains(value) { return true }
            default:
                if value == 0x07 || isEscaped && value == 0x5C { return true }
                isEscaped = value == 0x1B
            }
        }
        return count > 0
    }

    /// Nil while the paste has not ended. ncurses has read no further than the sequence that began it. At most as
    /// many bytes are read at once as are missing from the ending, so that nothing beyond it is.
    private func readPaste() -> TerminalEvent? {
        guard var bytes = paste else { return nil }
        let ending = Keyboard.pasteEnd
        var chunk = [UInt8](repeating: 0, count: ending.count)
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, 0) == 1 {
            let begun = (0..<ending.count).last { bytes.suffix($0).elementsEqual(ending.prefix($0)) } ?? 0
            let count = Glibc.read(descriptor, &chunk, ending.count - begun)
            if count <= 0 { break }
            bytes += chunk[..<count]
            if bytes.suffix(ending.count).elementsEqual(ending) {
                paste = nil
                let text = String(decoding: bytes.dropLast(ending.count), as: UTF8.self)
                return .paste(Keyboard.withNewlines(text))
            }
            if bytes.count > Keyboard.longestPaste + 2 * ending.count {
                bytes.removeSubrange(Keyboard.longestPaste..<Keyboard.longestPaste + ending.count)
            }
        }
        paste = bytes
        return nil
    }

    /// Terminals paste a line's end as CR.
    private static func withNewlines(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\r" || scalar == "\n" && previous != "\r" {
                result.append("\n")
            } else if scalar != "\n" {
                result.append(scalar)
            }
            previous = scalar
        }
        return String(result)
    }

    private static func key(character value: UInt32) -> Key? {
        switch value {
        case 0x09: .tab
        case 0x0D: .enter
        case 0x08, 0x7F: .backspace
        case 0x1B: .escape
        case 0x00: .control("@")
        case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(value + 0x60))))
        case 0x1C...0x1F: .control(Character(Unicode.Scalar(UInt8(value + 0x40))))
        case 0x80...0x9F: nil
        default: Unicode.Scalar(value).map { .character(Character($0)) }
        }
    }

    private static func key(code: Int32) -> Key? {
        switch code {
        case KEY_ENTER: .enter
        case KEY_BTAB: .backTab
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_IC: .insert
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_HOME: .home
        case KEY_END: .end
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_F0 + 1...KEY_F0 + 63: .function(Int(code - KEY_F0))
        default: nil
        }
    }
}
