import Crypto
import FoundationEssentials
import HandoffCards
import StrictJSON

/// An Ed25519 key as a JSON Web Key (RFC 7517, RFC 8037), with the operator's name beside it.
struct JSONWebKey: Equatable {
    let publicKey: [UInt8]
    let seed: [UInt8]?
    let `operator`: String

    /// The RFC 7638 thumbprint, which serves as the key's ID.
    var thumbprint: String {
        let members: JSONValue = ["crv": "Ed25519", "kty": "OKP", "x": .string(Base64URL.encode(publicKey))]
        return Base64URL.encode(Hash256(of: members.canonicalBytes()).bytes)
    }

    var document: JSONValue {
        var members: JSONObject = [
            "kty": "OKP", "crv": "Ed25519", "kid": .string(thumbprint), "operator": .string(`operator`),
            "x": .string(Base64URL.encode(publicKey)),
        ]
        if let seed { members["d"] = .string(Base64URL.encode(seed)) }
        return .object(members)
    }

    init(publicKey: [UInt8], seed: [UInt8]?, operator: String) {
        self.publicKey = publicKey
        self.seed = seed
        self.operator = `operator`
    }

    init(parsing bytes: [UInt8]) throws(CardError) {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch { throw .syntax(error) }
        do { try self.init(document: document) } catch { throw .shape(error) }
    }

    private init(document: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(document)
        guard try members.string("kty") == "OKP", try members.string("crv") == "Ed25519" else {
            throw members.failure("crv", .invalid("it is not an Ed25519 key"))
        }
        guard let x = Base64URL.decode(try members.string("x")), x.count == 32 else {
            throw members.failure("x", .invalid("it is not 32 bytes in base64url"))
        }
        let d = try members.optionalString("d")
        let seed = d.flatMap(Base64URL.decode)
        if d != nil, seed?.count != 32 { throw members.failure("d", .invalid("it is not 32 bytes in base64url")) }
        publicKey = x
        self.seed = seed
        `operator` = try members.string("operator")
        let kid = try members.string("kid")
        try members.finish()
        guard kid == thumbprint else { throw members.failure("kid", .invalid("it is not the key's thumbprint")) }
    }
}

/// Base64 with the URL alphabet and no padding (RFC 4648, 5).
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        let ordinary = Data(bytes).base64EncodedString().utf8.lazy.filter { $0 != UInt8(ascii: "=") }
        let encoded = ordinary.map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return String(decoding: Array(encoded), as: UTF8.self)
    }

    /// Nil unless `text` is the one encoding of some bytes.
    static func decode(_ text: String) -> [UInt8]? {
        let ordinary = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - ordinary.count % 4) % 4)
        let padded = String(decoding: ordinary + padding, as: UTF8.self)
        guard let data = Data(base64Encoded: padded) else { return nil }
        let bytes = Array(data)
        return encode(bytes) == text ? bytes : nil
    }
}
