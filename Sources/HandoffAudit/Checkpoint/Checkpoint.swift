import FoundationEssentials
import HandoffCards

/// What a log was at one time: that its first `size` lines make the Merkle tree with that root. The text of a C2SP
/// tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
    /// Which log; also the name of the key that signs.
    package var origin: String
    package var size: Int
    package var root: Hash256

    package init(origin: String, size: Int, root: Hash256) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The name of the log that begins with a line of this leaf hash.
    package static func origin(ofLogBeginning leaf: Hash256) -> String { "handoff/" + leaf.hex.prefix(16) }

    /// Three lines, each with its line feed: origin, size, root in base64.
    package var text: String { "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n" }

    /// - Parameter lines: of a note's text; those after the third, which a checkpoint may have, are passed over.
    init(lines: some Collection<Substring>) throws(CheckpointFormError) {
        let lines = Array(lines)
        guard lines.count >= 3 else {
            throw CheckpointFormError(expected: "origin, size and root", line: lines.count + 1)
        }
        if let empty = lines.firstIndex(of: "") { throw CheckpointFormError(expected: "some text", line: empty + 1) }
        guard let size = Int(lines[1]), size >= 0, String(size) == lines[1] else {
            throw CheckpointFormError(expected: "a number of lines", line: 2)
        }
        guard let bytes = Base64.decode(String(lines[2])), let root = Hash256(bytes: bytes) else {
            throw CheckpointFormError(expected: "a hash of 32 bytes in base64", line: 3)
        }
        self.init(origin: String(lines[0]), size: size, root: root)
    }
}

/// Why a text is no signed checkpoint.
package struct CheckpointFormError: Error, Equatable, Sendable, CustomStringConvertible {
    package var expected: String
    /// Counted from 1.
    package var line: Int

    package var description: String { "line \(line) of the checkpoint should be \(expected)" }
}

enum Base64 {
    /// Nil unless `text` is the one encoding (RFC 4648, 4) of some bytes.
    static func decode(_ text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
        return Array(data)
    }
}
