import Crypto
import HandoffCards
import StrictJSON

/// Signs decisions on behalf of one operator. The key file's, and the fake for tests; a hardware key would be another.
package protocol DecisionSigner: Sendable {
    /// The key's RFC 7638 thumbprint.
    var keyID: String { get }
    var operatorName: String { get }
    /// 32 bytes (RFC 8032).
    var publicKey: [UInt8] { get }
    /// An Ed25519 signature, 64 bytes.
    func sign(_ message: [UInt8]) throws -> [UInt8]
}

/// Signs with a private key in memory.
package struct OperatorKey: DecisionSigner {
    private let key: Curve25519.Signing.PrivateKey
    package let keyID: String
    package let operatorName: String

    package init(operatorName: String) { self.init(key: Curve25519.Signing.PrivateKey(), operatorName: operatorName) }

    init?(_ web: JSONWebKey) {
        guard let seed = web.seed, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            Array(key.publicKey.rawRepresentation) == web.publicKey
        else { return nil }
        self.init(key: key, operatorName: web.operator)
    }

    private init(key: Curve25519.Signing.PrivateKey, operatorName: String) {
        self.key = key
        self.operatorName = operatorName
        keyID =
            JSONWebKey(publicKey: Array(key.publicKey.rawRepresentation), seed: nil, operator: operatorName).thumbprint
    }

    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    package func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }

    var privateDocument: JSONWebKey {
        JSONWebKey(publicKey: publicKey, seed: Array(key.rawRepresentation), operator: operatorName)
    }

    /// Always the same key for a name: for tests, whose tokens must not change from run to run in anything but the signature.
    package static func fake(operatorName: String = "ana") -> OperatorKey {
        let seed = Hash256(of: "a key for tests of \(operatorName)".utf8).bytes
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return OperatorKey(operatorName: operatorName)
        }
        return OperatorKey(key: key, operatorName: operatorName)
    }
}

/// A file in `keys/trusted`.
package struct TrustedKeyFile: Sendable {
    package let name: String
    package let key: TrustedKey
    /// Somebody put a whole key where its public half belongs.
    package let hasPrivatePart: Bool
    /// The key without a private part.
    package let publicDocument: JSONValue

    init(name: String, _ web: JSONWebKey) {
        self.name = name
        key = TrustedKey(web)
        hasPrivatePart = web.seed != nil
        publicDocument = JSONWebKey(publicKey: web.publicKey, seed: nil, operator: web.operator).document
    }
}

/// Somebody whose signature counts.
package struct TrustedKey: Sendable, Equatable {
    package let keyID: String
    package let operatorName: String
    package let publicKey: [UInt8]

    init(_ web: JSONWebKey) {
        keyID = web.thumbprint
        operatorName = web.operator
        publicKey = web.publicKey
    }

    package init(_ signer: any DecisionSigner) {
        keyID = signer.keyID
        operatorName = signer.operatorName
        publicKey = signer.publicKey
    }

    func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
