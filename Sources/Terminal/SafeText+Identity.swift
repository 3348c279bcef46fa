extension SafeText {
    /// A host or address, and where it is not all ASCII its ASCII form beside it in the style `escaped`: `xn--`
    /// labels for the host, escapes for the rest, and a warning when one label mixes scripts.
    package static func identity(_ untrusted: String) -> SafeLine {
        var line = line(untrusted)
        if untrusted.utf8.allSatisfy({ $0 < 0x80 }) { return line }
        let scalars = untrusted.unicodeScalars
        let hostStart = scalars.lastIndex(of: "@").map { scalars.index(after: $0) } ?? scalars.startIndex
        let local = scalars[..<hostStart]
        let labels = scalars[hostStart...].split(separator: ".", omittingEmptySubsequences: false)
        let isMixed = Script.isSuspicious(local) || labels.contains { Script.isSuspicious($0) }
        let host = labels.map { Punycode.label($0) }.joined(separator: ".")
        line.appendEscape(" [" + ascii(local) + host + (isMixed ? ", mixed scripts!" : "") + "]")
        return line
    }

    /// A name that somebody gave itself, and where it mixes scripts, as one does that is to be taken for another, its ASCII form beside it.
    package static func name(_ untrusted: String) -> SafeLine {
        var line = line(untrusted)
        let scalars = Substring(untrusted).unicodeScalars
        if Script.isSuspicious(scalars) { line.appendEscape(" [" + ascii(scalars) + ", mixed scripts!]") }
        return line
    }

    private static func ascii(_ scalars: Substring.UnicodeScalarView) -> String {
        scalars.reduce(into: "") { text, scalar in
            if scalar.value >= 0x20 && scalar.value < 0x7F {
                text.unicodeScalars.append(scalar)
            } else {
                text += escape(scalar)
            }
        }
    }
}
