import HandoffCards

/// A file's name as the kernel has it: 1 to 255 bytes, any but `/` and NUL, and neither `.` nor `..`, so that it cannot lead
/// out of its directory. Others choose these names; they need not be UTF-8.
package struct FileName: Hashable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    package static let limit = 255

    /// Nil when `bytes` cannot name a file.
    package init?(_ bytes: some Collection<UInt8>) {
        let name = Array(bytes)
        guard (1...Self.limit).contains(name.count), !name.contains(0), !name.contains(UInt8(ascii: "/")),
            name != [UInt8(ascii: ".")], name != Array("..".utf8)
        else { return nil }
        self.bytes = name
    }

    /// `ID.json`
    package init(card id: CardID) { bytes = Array(id.text.utf8) + Self.json }

    /// A name made of parts of other names, which the caller knows to fit.
    init(_ beginning: some Collection<UInt8>, ending: [UInt8]) {
        bytes = Array(beginning) + ending
        assert(FileName(bytes) != nil)
    }

    /// The name in printable ASCII, different for different names: a backslash and all other bytes are written `\xNN`.
    package var description: String {
        var text = ""
        for byte in bytes {
            if (0x20...0x7e).contains(byte), byte != UInt8(ascii: "\\") {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return text
    }

    /// As bash, zsh and ksh take it, whatever its bytes.
    var shellWord: String {
        let text = description
        if !text.contains("\\") { return ShellWords.quoted(text) }
        return "$'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'") + "'"
    }

    var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

    func hasSuffix(_ suffix: [UInt8]) -> Bool {
        bytes.count > suffix.count && bytes.suffix(suffix.count) == suffix[...]
    }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).withUnsafeBytes { raw in
            raw.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { preconditionFailure("it holds the NUL at least") }
                return body(start)
            }
        }
    }

    static let json = Array(".json".utf8)
    static let reason = Array(".reason".utf8)
}
