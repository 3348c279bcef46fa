import StrictJSON

/// What an agent could send to take a terminal over or to forge what is on it.
enum HostileText {
    /// Stands in every payload, so that a leak can be told from the console's own sequences.
    static let marker = "PWNED"
    /// Stands in the payloads of control sequences, which hold no letters.
    static let parameter = "31337"

    static let sequences =
        "\u{1b}]0;\(marker)\u{7}\u{1b}]52;c;\(marker)\u{7}\u{1b}]8;;http://\(marker)\u{1b}\\\u{1b}[\(parameter)m"
        + "\u{1b}[\(parameter);1H\u{1b}P1$q\(marker)\u{1b}\\\u{1b}_\(marker)\u{1b}\\\u{1b}^\(marker)\u{1b}\\"
        + "\u{9d}0;\(marker)\u{9c}\u{9b}\(parameter)m\u{90}\(marker)\u{9c}\u{1b}c\u{e}\u{f}\u{8}\u{7f}\r"

    /// Bidi controls, zero-width and filler characters, line separators, tags, private use, unassigned, non-characters.
    static let invisible = String(
        String.UnicodeScalarView(
            [
                0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c, 0x200b,
                0x200c, 0x200d, 0x2060, 0xfeff, 0x00ad, 0x180e, 0x2028, 0x2029, 0x115f, 0x1160, 0x3164, 0xffa0, 0x034f,
                0xe0001, 0xe0041, 0xe007f, 0xe000, 0xf0000, 0x0378, 0xfdd0, 0xffff, 0xfff9, 0xfffb,
            ].compactMap(Unicode.Scalar.init)))

    static let combining = "e" + String(repeating: "\u{301}", count: 10_000)

    /// A card with all of it in every place that takes an agent's text.
    static func card(id: String) -> JSONValue {
        let text = JSONValue.string("a\(sequences)b\(invisible)c\n[s] Send  >>[r] Review<<\nd")
        return SampleCard.small(
            id: id,
            [
                "agent": ["name": text, "version": text, "run": text], "account": text,
                "context": .string(combining), "proposal": text, "consequence": text,
                "action": [
                    "type": "email.send", "target": text, "reversible": false, "external": true, "scale": 1,
                    "arguments": ["body": text, sequences + invisible: text, "marks": .string(combining)],
                ],
                "trigger": ["kind": "confidence"], "confidence": 0.5,
                "question": [
                    "text": text, "options": [["id": "one", "label": text, "confidence": 0.5, "arguments": [:]]],
                ],
                "scope": ["boundary": text, "extend": text, "out_of_scope": text],
                "buttons": [
                    ["id": "yes", "label": text, "does": "approve"], ["id": "no", "label": text, "does": "decline"],
                ],
                "reasoning": text, "attachments": [["name": text, "media_type": text, "text": text]],
                "metadata": ["note": text, sequences: text],
            ])
    }

    /// What is wrong with a stream that a terminal got; empty when an agent's text was neutralised in all of it.
    static func leaks(in stream: TerminalStream) -> [String] {
        var leaks: [String] = []
        // Carriage return, line feed, backspace and tab move the cursor; shifts choose the line-drawing set.
        let own: Set<UInt32> = [0x8, 0x9, 0xa, 0xd, 0xe, 0xf]
        leaks += stream.controls.filter { !own.contains($0) }.map { "control \($0)" }
        leaks += stream.foreign.map { "C1 or no UTF-8: \($0)" }
        leaks += stream.controlSequences.filter { $0.contains(parameter) }.map { "CSI \($0)" }
        // The one string that a terminal library sends by itself defines colours.
        leaks += stream.strings.filter { !$0.hasPrefix("]4;") && !$0.hasPrefix("]104") }.map { "string \($0)" }
        leaks += stream.escapes.filter { $0 == "c" }.map { "ESC \($0)" }
        leaks += stream.text.filter(isHidden).map { "U+\(String($0.value, radix: 16))" }
        var marks = 0
        for scalar in stream.text {
            marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
            if marks == 3 { leaks.append("three combining marks on one base") }
        }
        return leaks
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
