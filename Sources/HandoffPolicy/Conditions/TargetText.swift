/// A target as its text is read by what carries an action out.
package enum TargetText {
    /// Whether it may be more than the one thing that it looks like: by separators of lists and lines, a second address, or the way up out of a
    /// folder.
    package static func mayBeSeveral(_ text: String) -> Bool {
        text.unicodeScalars.contains { separates($0) } || text.utf8.count { $0 == UInt8(ascii: "@") } > 1
            || text.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
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
