import HandoffAudit
import HandoffCards
import StrictJSON

/// The signed form of a line that leaves more or less to agents: that grants a standing authorization, says how one stands, or sets a trust
/// level. Who can write the log and has no trusted key can do none of these.
struct LineToken: Sendable, Equatable {
    var issuer: String
    /// The operator, or `handoff` for what the gate does by itself.
    var subject: String
    /// An authorization such as `A7`; `trust` for a trust level, which the body names.
    var about: String
    var issued: Timestamp
    /// The type of the line, for example `authorization.granted`.
    var line: String
    /// Of the line's body without this token, in the form of RFC 8785.
    var body: Hash256
    /// The audit line that it stands in.
    var sequence: Int

    static let trust = "trust"
    static let type = "handoff-line+jwt"

    private var claims: JSONValue {
        [
            "iss": .string(issuer), "sub": .string(subject), "jti": .string(about),
            "iat": .number(Double(issued.milliseconds / 1000)), "line": .string(line), "body": .string(body.tagged),
            "seq": .number(Double(sequence)),
        ]
    }

    func signed(by signer: some DecisionSigner) throws -> String {
        try CompactSignature.signed(claims, type: Self.type, by: signer)
    }
}

extension LineToken {
    /// Reads a token and checks its signature.
    init(verifying text: String, with keys: [TrustedKey]) throws(TokenError) {
        let (claims, key) = try CompactSignature.verified(text, type: Self.type, with: keys)
        do { try self.init(claims) } catch { throw .badClaims(error) }
        guard subject == key.operatorName || subject == DecisionToken.gateItself else { throw .wrongSubject(subject) }
    }

    private init(_ claims: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(claims)
        issuer = try members.string("iss")
        subject = try members.string("sub")
        about = try members.string("jti")
        let seconds = try members.integer("iat")
        guard (0...253_402_300_799).contains(seconds) else { throw members.failure("iat", .invalid("no such time")) }
        issued = Timestamp(milliseconds: Int64(seconds) * 1000)
        line = try members.string("line")
        guard let body = Hash256(tagged: try members.string("body")) else {
            throw members.failure("body", .invalid("it is not sha256: and 64 hexadecimal digits"))
        }
        self.body = body
        sequence = try members.integer("seq")
        try members.finish()
    }
}

extension AuditFact {
    /// What a token of the line binds to.
    var unsignedDigest: Hash256 {
        var body = body
        body["token"] = nil
        return Hash256(of: JSONValue.object(body).canonicalBytes())
    }
}
