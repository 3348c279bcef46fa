import Crypto
import HandoffCards
import StrictJSON
import Testing

@testable import HandoffGate

/// Signatures that are none.
extension Attack {
    private static func planting(
        _ name: String, _ words: String, _ make: @escaping @Sendable (AttackScene) throws -> String
    ) -> Attack {
        Attack(name, words) { scene in
            try scene.plant(make(scene))
            return nil
        }
    }

    private static let otherKind = "not of the kind that this gate signs"
    private static let unreadable = "cannot be read"
    private static let unfit = "the signature does not fit"

    /// With another header, signed by the operator's own key where the agent could not even do that.
    private static func withHeader(
        _ name: String, _ changes: [String: JSONValue], _ words: String = otherKind, key: OperatorKey? = AttackScene.ana
    ) -> Attack {
        planting(name, words) { scene in
            try AttackScene.compact(
                AttackScene.header(changes), scene.token().claims.canonicalBytes(), signedBy: key)
        }
    }

    /// The good token, changed as a text.
    private static func rewritten(
        _ name: String, _ words: String = unreadable, _ change: @escaping @Sendable (String) throws -> String
    ) -> Attack {
        planting(name, words) { try change($0.token().signed(by: AttackScene.ana)) }
    }

    static let onTokens: [Attack] = [
        withHeader("alg none without a signature", ["alg": "none"], key: nil),
        withHeader("alg none with a signature", ["alg": "none"]),
        withHeader("alg NONE", ["alg": "NONE"], key: nil),
        withHeader("no signature", [:], unfit, key: nil),
        planting("HS256 with the public key", otherKind) { scene in
            let header = AttackScene.header(["alg": "HS256"])
            let input =
                Base64URL.encode(header.canonicalBytes()) + "."
                + Base64URL.encode(try scene.token().claims.canonicalBytes())
            let key = SymmetricKey(data: AttackScene.ana.publicKey)
            let code = HMAC<SHA256>.authenticationCode(for: Array(input.utf8), using: key)
            return input + "." + Base64URL.encode(Array(code))
        },
        planting("the agent's own key", "nobody trusted has the key") {
            try $0.token().signed(by: AttackScene.agents)
        },
        planting("the agent's own key, called as the operator", "nobody trusted has the key") {
            try $0.token().signed(by: OperatorKey(operatorName: "ana"))
        },
        withHeader("the operator's kid over the agent's signature", [:], unfit, key: AttackScene.agents),
        withHeader("a kid that is a path", ["kid": "../queue/new/key.jwk"], "nobody trusted has the key"),
        withHeader("a kid that is no text", ["kid": ["a"]], unreadable),
        withHeader("the key in the header", ["jwk": ["kty": "OKP"]]),
        withHeader("a key's address in the header", ["jku": "https://example.org/jwks"]),
        withHeader("typ JWT", ["typ": "JWT"]),
        withHeader("typ in capitals", ["typ": "HANDOFF-DECISION+JWT"]),
        withHeader("crit", ["crit": ["b64"], "b64": false]),
        planting("a header with two alg", unreadable) { scene in
            let header = #"{"alg":"none","alg":"EdDSA","kid":"\#(AttackScene.ana.keyID)","typ":"handoff-decision+jwt"}"#
            let input =
                Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(try scene.token().claims.canonicalBytes())
            return input + "." + Base64URL.encode(try AttackScene.ana.sign(Array(input.utf8)))
        },
        planting("an endorsement for a decision", otherKind) {
            try $0.token().signed(by: AttackScene.ana, as: DecisionToken.endorsement)
        },
        planting("a checkpoint's signature", unfit) { scene in
            let token = try scene.token().signed(by: AttackScene.ana)
            let signature = try AttackScene.ana.sign(Array("handoff\n1\nroot\n".utf8))
            return try #require(token.split(separator: ".").dropLast().joined(separator: ".") as String?) + "."
                + Base64URL.encode(signature)
        },
        rewritten("padding") { $0 + "==" },
        rewritten("a line end behind it") { $0 + "\n" },
        rewritten("a space before it") { " " + $0 },
        rewritten("a NUL within it") { $0.replacing(".", with: ".\0", maxReplacements: 1) },
        rewritten("the other alphabet") { "+/" + $0.dropFirst(2) },
        rewritten("other spare bits in its last letter") { text in
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
            let place = try #require(text.last.flatMap(alphabet.firstIndex))
            return text.dropLast() + String(alphabet[place ^ 1])
        },
        rewritten("a fourth part") { $0 + ".e30" },
        rewritten("two parts") { $0.split(separator: ".").prefix(2).joined(separator: ".") },
        rewritten("half a signature", unfit) { String($0.dropLast(43)) },
        rewritten("a mebibyte of it", unfit) { $0 + String(repeating: "A", count: 1 << 20) },
        rewritten("nothing") { _ in "" },
    ]
}
