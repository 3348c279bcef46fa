/// What a program wrote to a terminal, without what only the terminal reads (ECMA-48).
enum TerminalText {
    static func visible(in bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var state = State.text
        for byte in bytes {
            switch (state, byte) {
            case (_, 0x1b): state = .escape
            case (.text, 0x20...): text.append(byte)
            case (.text, _): break
            case (.escape, UInt8(ascii: "[")): state = .control
            case (.escape, UInt8(ascii: "]")), (.escape, UInt8(ascii: "P")): state = .string
            case (.escape, 0x20...0x2f): break
            case (.escape, _): state = .text
            case (.control, 0x40...0x7e): state = .text
            case (.control, _): break
            case (.string, 0x07): state = .text
            case (.string, _): break
            }
        }
        return text
    }

    private enum State { case text, escape, control, string }
}

extension Sequence<UInt8> {
    /// Whether `text` stands somewhere in it.
    func contains(text: String) -> Bool {
        let (bytes, wanted) = (Array(self), Array(text.utf8))
        guard let first = wanted.first, bytes.count >= wanted.count else { return wanted.isEmpty }
        return (0...bytes.count - wanted.count).contains { place in
            bytes[place] == first && bytes[place..<place + wanted.count].elementsEqual(wanted)
        }
    }
}
