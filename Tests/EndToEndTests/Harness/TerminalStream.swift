/// What a program sent to a terminal, taken apart as ECMA-48 does.
struct TerminalStream {
    /// The characters to show, in the order sent, without any control.
    private(set) var text: [Unicode.Scalar] = []
    /// C0 controls and DEL, ESC excepted.
    private(set) var controls: [UInt32] = []
    /// `ESC [` sequences, without the `ESC [`.
    private(set) var controlSequences: [String] = []
    /// OSC, DCS, APC, PM and SOS strings, without their ends.
    private(set) var strings: [String] = []
    /// Every other escape sequence, without the ESC.
    private(set) var escapes: [String] = []
    /// C1 controls, and what is no UTF-8.
    private(set) var foreign: [UInt32] = []

    init(_ bytes: [UInt8]) {
        var scalars = Substring(String(decoding: bytes, as: UTF8.self)).unicodeScalars
        while let scalar = scalars.popFirst() {
            switch scalar.value {
            case 0x1b: take(&scalars)
            case 0..<0x20, 0x7f: controls.append(scalar.value)
            case 0x80...0x9f, 0xfffd: foreign.append(scalar.value)
            default: text.append(scalar)
            }
        }
    }

    private mutating func take(_ scalars: inout Substring.UnicodeScalarView) {
        guard let kind = scalars.popFirst() else { return escapes.append("") }
        switch kind {
        case "[": controlSequences.append(Self.take(&scalars, until: { (0x40...0x7e).contains($0.value) }))
        case "]", "P", "_", "^", "X":
            var string = String(kind)
            while let scalar = scalars.popFirst(), scalar != "\u{7}" {
                if scalar == "\u{1b}", scalars.first == "\\" { break }
                string.unicodeScalars.append(scalar)
            }
            strings.append(string)
        case " "..."/":
            let rest = Self.take(&scalars, until: { (0x30...0x7e).contains($0.value) })
            escapes.append(String(kind) + rest)
        default: escapes.append(String(kind))
        }
    }

    private static func take(
        _ scalars: inout Substring.UnicodeScalarView, until isFinal: (Unicode.Scalar) -> Bool
    ) -> String {
        var taken = ""
        while let scalar = scalars.popFirst() {
            taken.unicodeScalars.append(scalar)
            if isFinal(scalar) { break }
        }
        return taken
    }
}
