/// A target as its text is read by what carries an action out.
package enum TargetText {
    /// Whether it may be more than the one thing that it looks like: by separators of lists and lines, a second address, or the way up out of a
    /// folder.
    package static func mayBeSeveral(_ text: String) -> Bool {
        text.unicodeScalars.contains { separates($0) } || text.utf8.count { $0 == UInt8(ascii: "@") } > 1
            || text.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
    }

    /// What carries an action out may take the text for: all of it, each of its parts, and where a path leads.
    static func readings(of text: String) -> [String] {
        let parts = text.unicodeScalars.split(whereSeparator: separates).map { String(Substring($0)) }
        return [text] + parts + ([text] + parts).compactMap(withoutWayUp)
    }

    /// A path without `.` and `..`; nil for what has none of them.
    private static func withoutWayUp(_ path: String) -> String? {
        var names: [Substring] = []
        var isChanged = false
        for name in path.split(separator: "/", omittingEmptySubsequences: false) {
            switch name {
            case "..":
                if names.count > 1 || names.first?.isEmpty == false { names.removeLast() }
                isChanged = true
            case ".": isChanged = true
            default: names.append(name)
            }
        }
        return isChanged ? names.joined(separator: "/") : nil
    }

    /// How many addressees a text may be, by the separators of lists and by addresses.
    static func count(of text: String) -> Int {
        let parts = text.utf8.split { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x0A || byte == 0x0D
        }
        return max(1, parts.count, text.utf8.count { $0 == UInt8(ascii: "@") })
    }

    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "<", ">", "\"", "\\": true
        default:
            scalar.isASCII
                ? scalar.value <= 0x20 || scalar.value == 0x7f
                : scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        }
    }
}
