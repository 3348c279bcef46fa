/// A target as its text is read by what carries an action out.
package struct TargetText: Sendable, Equatable {
    let text: String
    /// What it may be taken for: all of it and each of its parts, as they stand and without what hosts, mail and file systems pass over, and
    /// of those that begin with a scheme what follows it. Itself first.
    let readings: [String]
    /// Whether it may be something else than it looks like, or more than that one thing: by separators of lists and lines, a second address, a
    /// user before a host, the way up out of a folder, letters that are compared as others, and what shells and patterns of addresses expand.
    package let isUnclear: Bool
    /// Whether it has more parts than anybody names, so that what it may be taken for is not told here.
    let isUntold: Bool

    private typealias Bytes = ArraySlice<UInt8>

    /// - Parameter isProse: it is no target, but a text that may have some in it: paths and addresses.
    package init(_ text: String, isProse: Bool = false) {
        self.text = text
        let bytes = Array(text.utf8)
        if Self.isOrdinary(bytes) {
            (readings, isUnclear, isUntold) = ([text], false, false)
            return
        }
        let whole = Self.decoded(Self.narrow(bytes), all: true)
        var parts = [bytes]
        // Web browsers pass over tabs and line ends, and take a backslash for a slash.
        parts.append(
            bytes.compactMap { [0x09, 0x0A, 0x0D].contains($0) ? nil : $0 == Self.backslash ? Self.slash : $0 })
        for text in [text, String(decoding: whole, as: UTF8.self)] {
            let found = text.unicodeScalars.split(whereSeparator: Self.separates).map {
                Array(String(Substring($0)).utf8)
            }
            parts += isProse ? found.filter(Self.mayBePlace) : found
        }
        // A space has to be written with a percent sign in some places.
        let isSeveral =
            text.unicodeScalars.contains(where: Self.separates)
            || String(decoding: whole, as: UTF8.self).unicodeScalars.contains { $0 != " " && Self.separates($0) }
        var isUnclear = isSeveral || Self.count(UInt8(ascii: "@"), in: bytes) > 1 || Self.isExpanded(bytes)
        isUntold = parts.count > Self.mostParts
        var readings = [bytes[...]]
        var done: Set<[UInt8]> = []
        for part in parts.prefix(Self.mostParts) where done.insert(part).inserted {
            let plain = Self.decoded(Self.narrow(part), all: false)
            let way = Self.path(plain[...])
            let (others, hasUser) = Self.places(in: (plain.starts(with: [Self.slash, Self.slash]) ? plain : way)[...])
            isUnclear = isUnclear || plain != part || hasUser || Self.leadsUp(plain)
            let decoded = Self.path(Self.decoded(plain, all: true)[...])
            readings += [part[...], plain[...], way[...], way + [Self.slash], decoded[...]] + others
            if part.contains(where: { $0 >= 0x80 }) {
                readings.append(Array(String(decoding: way, as: UTF8.self).lowercased().utf8)[...])
            }
        }
        self.isUnclear = isUnclear || isUntold
        var seen: Set<Bytes> = []
        self.readings = readings.filter { seen.insert($0).inserted }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether it is read in one way only.
    private static func isOrdinary(_ bytes: [UInt8]) -> Bool {
        bytes.last != dot && count(UInt8(ascii: "@"), in: bytes) < 2 && !isExpanded(bytes)
            && bytes.allSatisfy { byte in
                byte < 0x80 && byte != slash && byte != percent && byte != colon && byte != UInt8(ascii: "?")
                    && byte != UInt8(ascii: "#") && !separates(Unicode.Scalar(byte))
            }
    }

    /// By shells, by programs that fetch addresses, as a command or option, and by mail systems that send it on.
    private static func isExpanded(_ bytes: [UInt8]) -> Bool {
        bytes.contains { "{}$`|*".utf8.contains($0) } || bytes.first == UInt8(ascii: "-")
            || (bytes.contains(UInt8(ascii: "@")) && bytes.contains { "%!?".utf8.contains($0) })
    }

    private static func mayBePlace(_ bytes: [UInt8]) -> Bool {
        bytes.contains { $0 >= 0x80 || "/@%:".utf8.contains($0) }
    }

    private static func leadsUp(_ bytes: [UInt8]) -> Bool {
        withoutQuery(bytes[...])
            .split { $0 == slash || $0 == UInt8(ascii: ";") }.contains(up)
    }

    /// Without what stands behind `?` and `#`.
    private static func withoutQuery(_ bytes: Bytes) -> Bytes {
        bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    }

    private static func count(_ byte: UInt8, in bytes: [UInt8]) -> Int { bytes.count { $0 == byte } }

    private static func names(_ path: Bytes) -> [Bytes] {
        path.split(separator: slash, omittingEmptySubsequences: false)
    }

    /// Letters and digits that hosts' names are compared as ASCII by (NFKC case folding, UAX #31 and UTS #46): those of another width or
    /// style, as their names say.
    private static func narrow(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.flatMap { Array(folded($0).utf8) }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0..<0x80: return String(scalar)
        case 0xFF01...0xFF5E: return String(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
        case 0x3002, 0xFF61: return "."
        case 0xDF, 0x1E9E: return "ss"
        default: break
        }
        let properties = scalar.properties
        guard properties.changesWhenNFKCCaseFolded else { return String(scalar) }
        if properties.lowercaseMapping.utf8.allSatisfy({ $0 < 0x80 }) { return properties.lowercaseMapping }
        if let value = properties.numericValue, let digit = UInt8(exactly: value), digit < 10 { return String(digit) }
        guard let name = properties.name, let last = name.split(separator: " ").last,
            last.count == 1 || name.contains("LATIN SMALL LIGATURE")
        else { return String(scalar) }
        return last.lowercased()
    }

    /// With those characters in their place that need no percent sign (RFC 3986, 6.2.2), or that lead somewhere else; or with all.
    private static func decoded(_ bytes: [UInt8], all: Bool) -> [UInt8] {
        guard bytes.contains(percent) else { return bytes }
        var decoded: [UInt8] = []
        for byte in bytes {
            decoded.append(byte)
            // Decoded on the spot, so that an encoded percent sign cannot hide another.
            while decoded.count > 2, decoded[decoded.count - 3] == percent,
                let value = UInt8(String(decoding: decoded.suffix(2), as: UTF8.self), radix: 16),
                all || isNeedless(value)
            {
                decoded.removeLast(3)
                decoded.append(value)
            }
        }
        return decoded
    }

    private static func isNeedless(_ byte: UInt8) -> Bool {
        isOfScheme(byte) && byte != UInt8(ascii: "+") || "_~/\\@:%".utf8.contains(byte)
    }

    private static func isOfScheme(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), dot:
            true
        default: false
        }
    }

    /// Without `.`, `..` and empty names on the way of a path, and without dots at the end of its names.
    private static func path(_ bytes: Bytes) -> [UInt8] {
        var names = names(bytes)
        // What stands before is no way: the root, or a scheme and its host.
        var root: [UInt8] = []
        if names.count > 2, names[0].last == colon, names[1].isEmpty {
            let host = names[2].prefix { $0 != colon }
            root = names[0] + [slash, slash] + withoutDots(host) + names[2].dropFirst(host.count)
            if names.count > 3 { root.append(slash) }
            names.removeFirst(3)
        } else if names.count > 1, names[0].isEmpty {
            root = [slash]
        }
        var kept: [Bytes] = []
        for name in names {
            if name == up {
                _ = kept.popLast()
            } else {
                let name = withoutDots(name)
                if !name.isEmpty { kept.append(name) }
            }
        }
        return root + kept.joined(separator: [slash])
    }

    /// Without those at its end.
    private static func withoutDots(_ name: Bytes) -> Bytes { name.lastIndex { $0 != dot }.map { name[...$0] } ?? [] }

    /// What an address leads to: `mailto:a@b` to `a@b`; `https:/user@host:443?x`, however many slashes it has, to `https://host/`, `host/` and the
    /// host. What stands behind `?` and `#` goes with and without.
    private static func places(in bytes: Bytes) -> (readings: [Bytes], hasUser: Bool) {
        let start = withoutQuery(bytes)
        var readings = start.count == bytes.count ? [] : [start, start + [slash]]
        var scheme: Bytes = []
        var place = bytes
        if let colon = bytes.firstIndex(of: colon), bytes[..<colon].allSatisfy(isOfScheme) {
            let name = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
            let rest = bytes[(colon + 1)...]
            if name == "file" {
                let path: Bytes = [slash] + rest.drop { $0 == slash }
                let local = rest.starts(with: [slash, slash]) ? rest.dropFirst(2).drop { $0 != slash } : rest
                return ([path, local, withoutQuery(path), withoutQuery(local)], false)
            }
            if name == "mailto" {
                return ([rest, rest.prefix { $0 != UInt8(ascii: "?") }], rest.contains(UInt8(ascii: "?")))
            }
            if rest.first == slash || ["http", "https", "ftp", "ws", "wss"].contains(name) {
                scheme = Bytes((name + "://").utf8)
                place = rest.drop { $0 == slash }
            }
        } else if bytes.starts(with: [slash, slash]) {
            place = bytes.drop { $0 == slash }
        } else if bytes.first == slash {
            return (readings, false)
        }
        let authority = place.prefix { !"/?#".utf8.contains($0) }
        let way = place.dropFirst(authority.count)
        let named = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        // Digits behind the last colon are a port, unless the colon stands in an address in brackets.
        let port = named.lastIndex(of: Self.colon).map { named[$0...] } ?? []
        let host = port.dropFirst().allSatisfy { (48...57).contains($0) } ? named.dropLast(port.count) : named
        for way in [
            way, [slash] + way.drop { $0 == slash },
            [slash] + withoutQuery(way).drop { $0 == slash },
        ] {
            readings += scheme.isEmpty ? [host + way] : [host + way, scheme + host + way]
        }
        return (readings + [place, host], !scheme.isEmpty && named.count < authority.count)
    }

    private static let dot = UInt8(ascii: ".")
    private static let slash = UInt8(ascii: "/")
    private static let colon = UInt8(ascii: ":")
    private static let backslash = UInt8(ascii: "\\")
    private static let percent = UInt8(ascii: "%")
    private static let up: Bytes = [dot, dot]
    private static let mostParts = 256

    /// How many a text may be: by the separators of lists, and by addresses; where it has none, by paths, or else by words.
    static func count(of text: String) -> Int {
        parts(of: text).reduce(0) { count, part in
            let addresses = part.count { $0 == "@" }
            if addresses > 0 { return count + addresses }
            let words = part.split(whereSeparator: isSpace)
            return count + (words.first?.first == "/" ? words.count { $0.first == "/" } : words.count)
        }
    }

    /// The same where several words may be one name.
    static func listed(in text: String) -> Int {
        parts(of: text).reduce(0) { count, part in count + max(1, part.count { $0 == "@" }) }
    }

    /// How many addresses a text has.
    static func addresses(in text: String) -> Int { whole(text).utf8.count { $0 == UInt8(ascii: "@") } }

    private static func parts(of text: String) -> [Substring.UnicodeScalarView] {
        Substring(whole(text)).unicodeScalars.split { ",;|\n\r\u{3001}".unicodeScalars.contains($0) }
    }

    private static func whole(_ text: String) -> String {
        String(decoding: decoded(narrow(Array(text.utf8)), all: true), as: UTF8.self)
    }

    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "<", ">", "(", ")", "\"", "\\", "\u{3001}", "\u{FF0C}", "\u{FF1B}": true
        default: isSpace(scalar)
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.value <= 0x20 || scalar.value == 0x7f
            : scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
    }
}
