import Crypto
import HandoffCards

/// Signs checkpoints: an Ed25519 key, wherever it is kept.
package protocol CheckpointSigner: Sendable {
    /// 32 bytes (RFC 8032).
    var publicKey: [UInt8] { get }

    /// 64 bytes (RFC 8032), which verify under `publicKey`.
    func sign(_ bytes: [UInt8]) throws -> [UInt8]
}

/// A public key that checkpoints are held against.
package struct CheckpointKey: Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]
    private let key: Curve25519.Signing.PublicKey

    /// Nil unless these are the 32 bytes of an Ed25519 public key.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
            return nil
        }
        self.bytes = bytes
        self.key = key
    }

    func isSignature(_ signature: some Collection<UInt8>, of text: String) -> Bool {
        key.isValidSignature(Array(signature), for: Array(text.utf8))
    }

    /// The four bytes that a note's signature line begins with (C2SP signed-note, Ed25519 signatures).
    package static func id(of publicKey: [UInt8], named name: String) -> [UInt8] {
        Array(Hash256(of: Array(name.utf8) + [0x0A, 0x01] + publicKey).bytes.prefix(4))
    }
}
