/// Commands as people read them.
package enum ShellWords {
    /// The words as a shell would take them, with all that cannot be seen escaped; cut after `limit` characters.
    package static func quoted(_ words: [String], limit: Int = 240) -> String {
        let line = words.map(quoted).joined(separator: " ")
        return line.count <= limit ? line : line.prefix(limit) + "…"
    }

    package static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.unicodeScalars.allSatisfy(isPlain) { return word }
        guard !word.unicodeScalars.allSatisfy(isVisible) else {
            return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
        }
        return "$'" + word.unicodeScalars.map(escaped).joined() + "'"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "+", "=", ":", ",", "@", "%": true
        default: false
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        case .spaceSeparator: scalar == " "
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": #"\n"#
        case "\t": #"\t"#
        case "'", "\\": "\\" + String(scalar)
        default:
            isVisible(scalar)
                ? String(scalar) : (scalar.value < 0x80 ? #"\x"# : #"\U"#) + hex(scalar)
        }
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return String(repeating: "0", count: max(0, (scalar.value < 0x80 ? 2 : 8) - digits.count)) + digits
    }
}
