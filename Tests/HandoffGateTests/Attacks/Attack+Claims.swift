import HandoffCards
import HandoffPolicy
import StrictJSON
import Testing

@testable import HandoffGate

/// Good signatures over something else.
extension Attack {
    /// Signed by the operator, for what `change` makes of it.
    private static func claiming(
        _ name: String, _ words: String, _ change: @escaping @Sendable (inout DecisionToken) -> Void
    ) -> Attack {
        Attack(name, words) { scene in
            try scene.plant(scene.token(change).signed(by: AttackScene.ana))
            return nil
        }
    }

    /// The claims' JSON, changed as a text and signed by the operator.
    private static func rewriting(
        _ name: String, _ words: String = "cannot be read", _ change: @escaping @Sendable (String) -> String
    ) -> Attack {
        Attack(name, words) { scene in
            let claims = String(decoding: try scene.token().claims.canonicalBytes(), as: UTF8.self)
            let changed = change(claims)
            try #require(changed != claims)
            try scene.plant(
                AttackScene.compact(AttackScene.header(), Array(changed.utf8), signedBy: AttackScene.ana))
            return nil
        }
    }

    /// An approval that was given for another card.
    private static func replayed(_ name: String, _ changes: [String: JSONValue]) -> Attack {
        Attack(name, "its card does not fit") { scene in
            let other = try #require(try scene.submit("other", changes, action: AttackScene.mail))
            try scene.approve(other)
            let record = try #require(try scene.gate.index.record(of: other))
            try scene.plant(try #require(try scene.gate.decision(record)).token)
            return nil
        }
    }

    static let onClaims: [Attack] = [
        replayed("the token of another card", ["proposal": "Something else."]),
        replayed("the token of an equal card", [:]),
        claiming("another card's digest", "its card does not fit") { $0.cardDigest = Hash256(of: []) },
        claiming("another action", "its action does not fit") { $0.action = Hash256(of: []) },
        claiming("a refusal", "its decision does not fit") { $0.decision = .declined },
        claiming("an answer", "its decision does not fit") { $0.decision = .answered },
        claiming("an earlier line", "its line does not fit") { $0.sequence -= 1 },
        claiming("a later line", "its line does not fit") { $0.sequence += 1 },
        claiming("another operator", "is not ben's") { $0.subject = "ben" },
        claiming("an operator of nearly the same name", "is not") { $0.subject = "аna" },
        claiming("the gate as the operator", "its operator does not fit") { $0.subject = DecisionToken.gateItself },
        claiming("another policy", "the policy has changed") { $0.policy = Policy.standard.digest },
        claiming("an end that is now", "could be used until") { $0.expires = $0.issued },
        claiming("an end long ago", "could be used until") {
            $0.issued = $0.issued.adding(seconds: -86_400)
            $0.expires = $0.issued.adding(seconds: 900)
        },
        claiming("a time to come", "later than now") { $0.issued = $0.issued.adding(seconds: 60) },
        rewriting("two subjects") { $0.replacing(#""sub":"ana""#, with: #""sub":"ben","sub":"ana""#) },
        rewriting("a claim more") { $0.replacing(#""sub":"ana""#, with: #""sub":"ana","aud":"all""#) },
        rewriting("no end") { $0.replacing(#/"exp":\d+,/#, with: "") },
        rewriting("an end beyond all times") { $0.replacing(#/"exp":\d+/#, with: #""exp":1e300"#) },
        rewriting("an end that is a text") { $0.replacing(#/"exp":(\d+)/#) { #""exp":"\#($0.1)""# } },
        rewriting("a time before all times") { $0.replacing(#/"iat":\d+/#, with: #""iat":-1"#) },
        rewriting("half a line") { $0.replacing(#/"seq":(\d+)/#) { #""seq":\#($0.1).5"# } },
        rewriting("a decision in capitals") { $0.replacing("approved", with: "APPROVED") },
        rewriting("claims with a byte order mark") { "\u{feff}" + $0 },
        rewriting("two claims sets") { $0 + $0 },
        rewriting("a card that is a path") { $0.replacing(#""jti":"victim""#, with: #""jti":"../victim""#) },
        Attack("other arguments beside a good token", "its action does not fit") { scene in
            try scene.plant(scene.token().signed(by: AttackScene.ana), arguments: ["to": "everybody"])
            return nil
        },
        Attack("an operator's token as the policy's", "its operator does not fit") { scene in
            try scene.plant(scene.token().signed(by: AttackScene.ana), basis: .policy, operator: nil)
            return nil
        },
        Attack("an operator called as the gate", "its operator does not fit") { scene in
            try scene.plant(
                scene.token { $0.subject = DecisionToken.gateItself }.signed(by: AttackScene.ana),
                operator: DecisionToken.gateItself)
            return nil
        },
        Attack("a standing authorization that nobody gave", "its basis does not fit") { scene in
            try scene.plant(
                scene.token { $0.subject = DecisionToken.gateItself }.signed(by: AttackScene.ana),
                basis: .authorization, operator: nil)
            return nil
        },
    ]
}
