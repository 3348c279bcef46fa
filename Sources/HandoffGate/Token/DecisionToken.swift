import HandoffCards
import StrictJSON

/// The signed form of a decision: a JSON Web Signature in compact form (RFC 7515) with EdDSA (RFC 8037).
package struct DecisionToken: Sendable, Equatable {
    package var issuer: String
    /// The operator, or `handoff` for what the gate ends by itself.
    package var subject: String
    package var card: CardID
    package var issued: Timestamp
    /// An approval cannot be used from here on.
    package var expires: Timestamp
    package var decision: Decision.Kind
    package var cardDigest: Hash256
    package var action: Hash256
    package var policy: Hash256
    /// The audit line that records the decision.
    package var sequence: Int

    package init(
        issuer: String, subject: String, card: CardID, issued: Timestamp, expires: Timestamp, decision: Decision.Kind,
        cardDigest: Hash256, action: Hash256, policy: Hash256, sequence: Int
    ) {
        self.issuer = issuer
        self.subject = subject
        self.card = card
        self.issued = issued
        self.expires = expires
        self.decision = decision
        self.cardDigest = cardDigest
        self.action = action
        self.policy = policy
        self.sequence = sequence
    }

    /// What a token is, the member `typ` of its header.
    package static let decision = "handoff-decision+jwt"
    /// The first of two approvals, which is none.
    package static let endorsement = "handoff-endorsement+jwt"

    /// Times are whole seconds, as `NumericDate` usually is.
    var claims: JSONValue {
        [
            "iss": .string(issuer), "sub": .string(subject), "jti": .string(card.text),
            "iat": .number(Double(issued.milliseconds / 1000)), "exp": .number(Double(expires.milliseconds / 1000)),
            "decision": .string(decision.rawValue), "card": .string(cardDigest.tagged),
            "action": .string(action.tagged), "policy": .string(policy.tagged), "seq": .number(Double(sequence)),
        ]
    }

    package func signed(by signer: some DecisionSigner, as type: String = decision) throws -> String {
        try CompactSignature.signed(claims, type: type, by: signer)
    }
}

/// Why a token is not believed.
package enum TokenError: Error, Equatable, Sendable {
    case malformed
    /// `alg`, `typ` or an unknown header member is not what this gate writes.
    case wrongHeader
    case unknownKey(String)
    case badSignature
    case badClaims(JSONShapeError)
    /// The subject is neither the key's operator nor the gate itself.
    case wrongSubject(String)
}

extension DecisionToken {
    /// Reads a token and checks its signature; expiry is the caller's to check.
    package init(verifying text: String, with keys: [TrustedKey], as type: String = decision) throws(TokenError) {
        let (claims, key) = try CompactSignature.verified(text, type: type, with: keys)
        do { try self.init(claims: claims) } catch { throw .badClaims(error) }
        guard subject == key.operatorName || subject == Self.gateItself else { throw .wrongSubject(subject) }
    }

    /// Until when a token says that it can be used, for who has no key to check it by; nil for what is no token.
    package static func statedExpiry(_ text: String) -> Timestamp? {
        CompactSignature.stated(text).flatMap { try? DecisionToken(claims: $0) }?.expires
    }

    /// The subject where no person decided.
    package static let gateItself = "handoff"

    private init(claims: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(claims)
        func hash(_ name: String) throws(JSONShapeError) -> Hash256 {
            guard let hash = Hash256(tagged: try members.string(name)) else {
                throw members.failure(name, .invalid("it is not sha256: and 64 hexadecimal digits"))
            }
            return hash
        }
        func time(_ name: String) throws(JSONShapeError) -> Timestamp {
            let seconds = try members.integer(name)
            guard (0...253_402_300_799).contains(seconds) else { throw members.failure(name, .invalid("no such time")) }
            return Timestamp(milliseconds: Int64(seconds) * 1000)
        }
        issuer = try members.string("iss")
        subject = try members.string("sub")
        guard let card = CardID(try members.string("jti")) else { throw members.failure("jti", .invalid("no card ID")) }
        self.card = card
        issued = try time("iat")
        expires = try time("exp")
        guard let decision = Decision.Kind(rawValue: try members.string("decision")) else {
            throw members.failure("decision", .invalid("no such decision"))
        }
        self.decision = decision
        cardDigest = try hash("card")
        action = try hash("action")
        policy = try hash("policy")
        sequence = try members.integer("seq")
        try members.finish()
    }
}
