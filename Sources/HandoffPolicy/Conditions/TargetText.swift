/// A target as its text is read by what carries an action out.
package struct TargetText: Sendable, Equatable {
    let text: String
    /// What it may be taken for: all of it and each of its parts, as they stand and without what hosts, mail and file systems pass over, and
    /// of those that begin with a scheme what follows it. Itself first.
    let readings: [String]
    /// Whether it may be something else than it looks like, or more than that one thing: by separators of lists and lines, a second address, a
    /// user before a host, the way up out of a folder, and letters that are compared as others.
    package let isUnclear: Bool
    /// Whether what it is taken for cannot be told here: letters whose other forms hosts' names are compared by (NFKC, UAX #15).
    let foldsUnseen: Bool

    package init(_ text: String) {
        self.text = text
        if text.utf8.allSatisfy(Self.isOrdinary), text.utf8.count(where: { $0 == UInt8(ascii: "@") }) < 2 {
            (readings, isUnclear, foldsUnseen) = ([text], false, false)
            return
        }
        let parts = text.unicodeScalars.split(whereSeparator: Self.separates).map { String(Substring($0)) }
        var readings = [text]
        var isUnclear = parts != [text] || text.utf8.count { $0 == UInt8(ascii: "@") } > 1
        for part in parts == [text] ? parts : [text] + parts {
            let plain = Self.decoded(Self.narrow(part))
            isUnclear = isUnclear || !plain.hasSameBytes(as: part) || Self.leadsUp(plain)
            let way = Self.path(plain)
            let (others, hasUser) = Self.withoutScheme(way)
            isUnclear = isUnclear || hasUser
            readings += [part, plain, way] + others
        }
        foldsUnseen = text.unicodeScalars.contains(where: Self.foldsUnseen)
        self.isUnclear = isUnclear || foldsUnseen
        var seen: Set<[UInt8]> = []
        self.readings = readings.filter { seen.insert(Array($0.utf8)).inserted }
    }

    /// What is read in one way only.
    private static func isOrdinary(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: ":"): false
        default: byte < 0x80 && !separates(Unicode.Scalar(byte))
        }
    }

    private static func leadsUp(_ text: String) -> Bool { text.split(separator: "/").contains("..") }

    /// Forms of ASCII characters of another width are these characters; so are full stops.
    private static func narrow(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3002, 0xFF61: scalars.append(".")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// With those characters in their place that need no percent sign (RFC 3986, 6.2.2), or that lead somewhere else.
    private static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            bytes.append(byte)
            // Decoded on the spot, so that an encoded percent sign cannot hide another.
            while bytes.count > 2, bytes[bytes.count - 3] == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: bytes.suffix(2), as: UTF8.self), radix: 16), isNeedless(value)
            {
                bytes.replaceSubrange((bytes.count - 3)..., with: [value])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isNeedless(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~/\\@:%".utf8.contains(byte)
        }
    }

    /// Without `.`, `..` and empty names on the way of a path, and without dots at the end of its names.
    private static func path(_ text: String) -> String {
        var names = text.split(separator: "/", omittingEmptySubsequences: false)
        // What stands before is no way: the root, or a scheme and its host.
        var root = ""
        if names.count > 2, names[0].last == ":", names[1].isEmpty {
            let host = names[2].prefix { $0 != ":" }
            root = names[0] + "//" + withoutDots(host) + names[2].dropFirst(host.count) + (names.count > 3 ? "/" : "")
            names.removeFirst(3)
        } else if names.count > 1, names[0].isEmpty {
            root = "/"
        }
        var kept: [Substring] = []
        for name in names {
            if name == ".." {
                _ = kept.popLast()
            } else {
                let name = withoutDots(name)
                if !name.isEmpty { kept.append(name) }
            }
        }
        return root + kept.joined(separator: "/")
    }

    /// Without those at its end.
    private static func withoutDots(_ name: Substring) -> Substring {
        name.lastIndex { $0 != "." }.map { name[...$0] } ?? ""
    }

    /// `mailto:a@b` is `a@b`; `https://user@host:443/x` is `host/x`, too, and the host alone.
    private static func withoutScheme(_ text: String) -> (readings: [String], hasUser: Bool) {
        guard let colon = text.firstIndex(of: ":"),
            text[..<colon].utf8.allSatisfy({ isNeedless($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") })
        else { return ([], false) }
        let scheme = text[..<colon]
        let isPlace = ["mailto", "file"].contains(scheme.lowercased())
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { return (isPlace ? [String(rest)] : [], false) }
        let place = rest.dropFirst(2)
        let authority = place.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let way = place.dropFirst(authority.count)
        let named = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let host = String(named.prefix { $0 != ":" })
        // Of a file, its path is what it is, whatever host it is said to be on.
        let readings = scheme.lowercased() == "file" ? [String(way), "/" + place] : ["\(scheme)://\(host)\(way)"]
        return ([String(place), host, host + way] + readings, named.count < authority.count)
    }

    /// How many a text may be: by the separators of lists, and by addresses, or by words where it has none.
    static func count(of text: String) -> Int {
        parts(of: text).reduce(0) { count, part in
            let addresses = part.count { $0 == "@" }
            return count + (addresses > 0 ? addresses : part.split(whereSeparator: isSpace).count)
        }
    }

    /// The same where several words may be one name.
    static func listed(in text: String) -> Int {
        parts(of: text).reduce(0) { count, part in count + max(1, part.count { $0 == "@" }) }
    }

    private static func parts(of text: String) -> [Substring.UnicodeScalarView] {
        text.unicodeScalars.split { ",;\n\r".unicodeScalars.contains($0) }
    }

    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "<", ">", "\"", "\\": true
        default: isSpace(scalar)
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.value <= 0x20 || scalar.value == 0x7f
            : scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
    }

    private static func foldsUnseen(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && !(0xFF01...0xFF5E).contains(scalar.value) && scalar.properties.changesWhenNFKCCaseFolded
            && !scalar.properties.changesWhenCaseFolded
    }
}
