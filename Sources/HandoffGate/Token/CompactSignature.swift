import HandoffCards
import StrictJSON

/// A JSON Web Signature in compact form (RFC 7515) with EdDSA (RFC 8037) over claims in the form of RFC 8785.
enum CompactSignature {
    /// - Parameter type: what the token is, the member `typ` of its header.
    static func signed(_ claims: JSONValue, type: String, by signer: some DecisionSigner) throws -> String {
        let header: JSONValue = ["alg": "EdDSA", "kid": .string(signer.keyID), "typ": .string(type)]
        let input = Base64URL.encode(header.canonicalBytes()) + "." + Base64URL.encode(claims.canonicalBytes())
        return input + "." + Base64URL.encode(try signer.sign(Array(input.utf8)))
    }

    /// The claims, and whose key they are signed with.
    static func verified(
        _ text: String, type: String, with keys: [TrustedKey]
    ) throws(TokenError) -> (claims: JSONValue, key: TrustedKey) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(String(parts[0])),
            let payload = Base64URL.decode(String(parts[1])), let signature = Base64URL.decode(String(parts[2]))
        else { throw .malformed }
        let key = try key(header: header, among: keys, type)
        guard key.isValid(signature, for: Array((parts[0] + "." + parts[1]).utf8)) else { throw .badSignature }
        guard let claims = try? JSONValue(parsing: payload) else { throw .malformed }
        return (claims, key)
    }

    /// The claims that a token states, whoever signed it; nil for what is no token.
    static func stated(_ text: String) -> JSONValue? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Base64URL.decode(String(parts[1])) else { return nil }
        return try? JSONValue(parsing: payload)
    }

    private static func key(
        header bytes: [UInt8], among keys: [TrustedKey], _ type: String
    ) throws(TokenError) -> TrustedKey {
        guard let header = try? JSONValue(parsing: bytes), let kid = header.object?["kid"]?.string else {
            throw .malformed
        }
        let expected: JSONValue = ["alg": "EdDSA", "kid": .string(kid), "typ": .string(type)]
        guard header == expected else { throw .wrongHeader }
        guard let key = keys.first(where: { $0.keyID == kid }) else { throw .unknownKey(kid) }
        return key
    }
}
