import Crypto
import FoundationEssentials
import HandoffCards
import HandoffGate
import StrictJSON
import Testing

@Suite struct TokenTests {
    static let token = DecisionToken(
        issuer: "handoff/test", subject: "ana", card: CardID("one")!, issued: Timestamp("2026-11-22T14:02:19Z")!,
        expires: Timestamp("2026-11-22T14:17:19Z")!, decision: .approved, cardDigest: Hash256(of: "card".utf8),
        action: Hash256(of: "action".utf8), policy: Hash256(of: "policy".utf8), sequence: 7)
    static let signer = OperatorKey.fake()
    static let trusted = [TrustedKey(signer)]

    @Test func roundTrips() throws {
        let text = try Self.token.signed(by: Self.signer)
        #expect(try DecisionToken(verifying: text, with: Self.trusted) == Self.token)
    }

    /// Each byte changed to each of three others: no other text than the signed one passes.
    @Test func everyByteCounts() throws {
        let text = Array(try Self.token.signed(by: Self.signer).utf8)
        for place in text.indices {
            for flip in [UInt8(1), 2, 32] {
                var changed = text
                changed[place] ^= flip
                let forged = String(decoding: changed, as: UTF8.self)
                #expect(throws: TokenError.self, "byte \(place) ^ \(flip)") {
                    _ = try DecisionToken(verifying: forged, with: Self.trusted)
                }
            }
        }
    }

    @Test func otherKeysAreUnknown() throws {
        let other = OperatorKey(operatorName: "ana")
        let text = try Self.token.signed(by: other)
        #expect(throws: TokenError.unknownKey(other.keyID)) {
            _ = try DecisionToken(verifying: text, with: Self.trusted)
        }
    }

    /// One operator's key does not speak for another; the gate itself may speak through any.
    @Test(arguments: [("ana", true), ("handoff", true), ("ben", false)])
    func keysSpeakForTheirOperator(subject: String, holds: Bool) throws {
        var token = Self.token
        token.subject = subject
        let text = try token.signed(by: Self.signer)
        if holds {
            #expect(try DecisionToken(verifying: text, with: Self.trusted) == token)
        } else {
            #expect(throws: TokenError.wrongSubject(subject)) {
                _ = try DecisionToken(verifying: text, with: Self.trusted)
            }
        }
    }

    /// Signed by the right key or by nobody, the header must be the one that the gate writes.
    @Test(
        arguments: [
            ["alg": "none", "kid": .string(signer.keyID), "typ": "handoff-decision+jwt"],
            ["alg": "HS256", "kid": .string(signer.keyID), "typ": "handoff-decision+jwt"],
            ["alg": "EdDSA", "kid": .string(signer.keyID), "typ": "JWT"],
            ["alg": "EdDSA", "kid": .string(signer.keyID), "typ": "handoff-decision+jwt", "crit": ["b64"]],
            ["alg": "EdDSA", "kid": .string(signer.keyID), "typ": "handoff-decision+jwt", "jwk": [:]],
            ["alg": "EdDSA", "typ": "handoff-decision+jwt"],
        ] as [JSONValue])
    func otherHeadersAreRefused(header: JSONValue) throws {
        let payload = try Self.token.signed(by: Self.signer).split(separator: ".")[1]
        let input = Self.encoded(header.canonicalBytes()) + "." + payload
        let signature = Self.encoded(try Self.signer.sign(Array(input.utf8)))
        for text in [input + "." + signature, input + "."] {
            #expect(throws: TokenError.self) { _ = try DecisionToken(verifying: text, with: Self.trusted) }
        }
    }

    @Test(arguments: ["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "=.=.="])
    func otherTextsAreMalformed(text: String) {
        #expect(throws: TokenError.malformed) { _ = try DecisionToken(verifying: text, with: Self.trusted) }
    }

    static func encoded(_ bytes: [UInt8]) -> String {
        var text = Data(bytes).base64EncodedString()
        text.replace("+", with: "-")
        text.replace("/", with: "_")
        text.replace("=", with: "")
        return text
    }
}
