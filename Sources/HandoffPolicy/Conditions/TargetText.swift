/// A target as its text is read by what carries an action out.
package struct TargetText: Sendable, Equatable {
    let text: String
    /// What it may be taken for: all of it and each of its parts, as they stand and without what hosts, mail and file systems pass over, and
    /// of those that begin with a scheme what follows it. Itself first.
    let readings: [String]
    /// Whether it may be something else than it looks like, or more than that one thing: by separators of lists and lines, a second address, a
    /// user before a host, the way up out of a folder, and letters that are compared as others.
    package let isUnclear: Bool
    /// Whether what it is taken for cannot be told here: it has more parts than anybody names, or letters whose other forms hosts' names are
    /// compared by (NFKC, UAX #15).
    let isUntold: Bool

    private typealias Bytes = ArraySlice<UInt8>

    package init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        if Self.isOrdinary(bytes) {
            (readings, isUnclear, isUntold) = ([text], false, false)
            return
        }
        let parts = text.unicodeScalars.split(maxSplits: Self.mostParts, whereSeparator: Self.separates)
            .map { Array(String(Substring($0)).utf8) }
        let isOne = parts == [bytes]
        var isUnclear = !isOne || Self.count(UInt8(ascii: "@"), in: bytes) > 1
        var readings = [bytes[...]]
        for part in isOne ? parts : [bytes] + parts {
            let plain = Self.decoded(Self.narrow(part))
            let way = Self.path(plain[...])
            let (others, hasUser) = Self.withoutScheme(way[...])
            isUnclear = isUnclear || plain != part || hasUser || Self.names(plain[...]).contains(Self.up)
            readings += [part[...], plain[...], way[...]] + others
        }
        isUntold = parts.count > Self.mostParts || text.unicodeScalars.contains(where: Self.foldsUnseen)
        self.isUnclear = isUnclear || isUntold
        var seen: Set<Bytes> = []
        self.readings = readings.filter { seen.insert($0).inserted }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether it is read in one way only.
    private static func isOrdinary(_ bytes: [UInt8]) -> Bool {
        bytes.last != dot && count(UInt8(ascii: "@"), in: bytes) < 2
            && bytes.allSatisfy { byte in
                byte < 0x80 && byte != slash && byte != percent && byte != colon && !separates(Unicode.Scalar(byte))
            }
    }

    private static func count(_ byte: UInt8, in bytes: [UInt8]) -> Int { bytes.count { $0 == byte } }

    private static func names(_ path: Bytes) -> [Bytes] {
        path.split(separator: slash, omittingEmptySubsequences: false)
    }

    /// Forms of ASCII characters of another width are these characters; so are full stops.
    private static func narrow(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        var narrow: [UInt8] = []
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: narrow.append(UInt8(scalar.value - 0xFEE0))
            case 0x3002, 0xFF61: narrow.append(dot)
            default: narrow += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return narrow
    }

    /// With those characters in their place that need no percent sign (RFC 3986, 6.2.2), or that lead somewhere else.
    private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(percent) else { return bytes }
        var decoded: [UInt8] = []
        for byte in bytes {
            decoded.append(byte)
            // Decoded on the spot, so that an encoded percent sign cannot hide another.
            while decoded.count > 2, decoded[decoded.count - 3] == percent,
                let value = UInt8(String(decoding: decoded.suffix(2), as: UTF8.self), radix: 16), isNeedless(value)
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

    /// `mailto:a@b` is `a@b`; `https://user@host:443/x` is `host/x`, too, and the host alone.
    private static func withoutScheme(_ bytes: Bytes) -> (readings: [Bytes], hasUser: Bool) {
        guard let colon = bytes.firstIndex(of: colon), bytes[..<colon].allSatisfy(isOfScheme) else {
            return ([], false)
        }
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        let rest = bytes[(colon + 1)...]
        guard rest.starts(with: [slash, slash]) else {
            return (["mailto", "file"].contains(scheme) ? [rest] : [], false)
        }
        let place = rest.dropFirst(2)
        let authority = place.prefix { !"/?#".utf8.contains($0) }
        let way = place.dropFirst(authority.count)
        let named = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        let host = named.prefix { $0 != Self.colon }
        // Of a file, its path is what it is, whatever host it is said to be on.
        let others = scheme == "file" ? [way, [slash] + place] : [Bytes("\(scheme)://".utf8) + host + way]
        return ([place, host, host + way] + others, named.count < authority.count)
    }

    private static let dot = UInt8(ascii: ".")
    private static let slash = UInt8(ascii: "/")
    private static let colon = UInt8(ascii: ":")
    private static let percent = UInt8(ascii: "%")
    private static let up: Bytes = [dot, dot]
    private static let mostParts = 64

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
