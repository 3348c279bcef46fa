import FoundationEssentials
import HandoffCards

/// A checkpoint as a C2SP signed-note: its text, an empty line, and one signature line or several. Believe it only when
/// `standing(with:)` says that a trusted key signed it.
package struct SignedCheckpoint: Hashable, Sendable {
    package let checkpoint: Checkpoint
    /// The whole note, with the line feed at its end.
    package let text: String
    /// What was signed: the note's text with the line feed before the empty line.
    private let signed: String
    private let signatures: [Signature]

    private struct Signature: Hashable, Sendable {
        var name: String
        /// Four bytes.
        var key: [UInt8]
        var bytes: [UInt8]
    }

    /// What trusted keys say of a note.
    package enum Standing: Equatable, Sendable {
        /// One signed it, and none of them anything else.
        case signed
        /// A signature that is said to be a trusted key's does not fit the text.
        case forged
        /// None signed it.
        case unknown
    }

    /// Longer notes are refused; there are checkpoints of some 200 bytes.
    package static let longest = 64 << 10

    /// Of Ed25519, in bytes (RFC 8032).
    private static let signatureSize = 64

    package init(signing checkpoint: Checkpoint, by signer: any CheckpointSigner) throws {
        let signed = checkpoint.text
        let signature = Signature(
            name: checkpoint.origin, key: CheckpointKey.id(of: signer.publicKey, named: checkpoint.origin),
            bytes: try signer.sign(Array(signed.utf8)))
        self.checkpoint = checkpoint
        self.signed = signed
        signatures = [signature]
        let encoded = Data(signature.key + signature.bytes).base64EncodedString()
        text = "\(signed)\n— \(signature.name) \(encoded)\n"
    }

    package init(parsing text: String) throws(CheckpointFormError) {
        guard text.utf8.count <= Self.longest else {
            throw CheckpointFormError(expected: "shorter: \(Self.longest) bytes are the limit", line: 1)
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() where line.utf8.contains(where: { $0 < 0x20 }) {
            throw CheckpointFormError(expected: "text without control characters", line: place + 1)
        }
        guard lines.popLast() == "" else {
            throw CheckpointFormError(expected: "ended by a line feed", line: lines.count + 1)
        }
        guard let gap = lines.lastIndex(of: "") else {
            throw CheckpointFormError(expected: "an empty line, and signatures after it", line: lines.count + 1)
        }
        guard gap + 1 < lines.count else { throw CheckpointFormError(expected: "a signature", line: gap + 2) }
        checkpoint = try Checkpoint(lines: lines[..<gap])
        signed = lines[..<gap].joined(separator: "\n") + "\n"
        var signatures: [Signature] = []
        for place in gap + 1..<lines.count {
            let signature = try Self.signature(lines[place], at: place + 1)
            // Of a note that was cut off at its end, no forgery.
            guard signature.name != checkpoint.origin || signature.bytes.count == Self.signatureSize else {
                throw CheckpointFormError(expected: "a whole signature of the log", line: place + 1)
            }
            signatures.append(signature)
        }
        self.signatures = signatures
        self.text = text
    }

    private static func signature(_ line: Substring, at number: Int) throws(CheckpointFormError) -> Signature {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "—", !parts[1].isEmpty, !parts[1].contains("+"),
            let bytes = Base64.decode(String(parts[2])), bytes.count > 4
        else { throw CheckpointFormError(expected: "a signature: — NAME BASE64", line: number) }
        return Signature(name: String(parts[1]), key: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }

    /// Whether one of these keys signed it, under the log's own name. Other signatures are passed over.
    package func standing(with keys: [CheckpointKey]) -> Standing {
        var standing = Standing.unknown
        for signature in signatures where signature.name == checkpoint.origin {
            for key in keys where signature.key == CheckpointKey.id(of: key.bytes, named: signature.name) {
                guard key.isSignature(signature.bytes, of: signed) else { return .forged }
                standing = .signed
            }
        }
        return standing
    }

    /// Whether one of these keys is said to have signed it, which its signature need not bear out.
    func standingUnchecked(with keys: [CheckpointKey]) -> Standing {
        signatures.contains { signature in
            signature.name == checkpoint.origin
                && keys.contains { signature.key == CheckpointKey.id(of: $0.bytes, named: signature.name) }
        } ? .signed : .unknown
    }

    /// One for each key that is said to have signed it.
    var claims: Set<Claim> { Set(signatures.map { Claim(checkpoint: checkpoint, key: $0.key) }) }

    /// Those of these keys.
    func claims(of keys: [CheckpointKey]) -> Set<Claim> {
        let known = Set(keys.map { CheckpointKey.id(of: $0.bytes, named: checkpoint.origin) })
        return claims.filter { known.contains($0.key) }
    }

    /// - Parameter keys: 32 bytes each.
    package func verified(by keys: [[UInt8]]) -> Bool { standing(with: keys.compactMap(CheckpointKey.init)) == .signed }
}
