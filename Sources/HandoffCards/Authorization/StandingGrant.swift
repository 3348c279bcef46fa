import StrictJSON

/// What an operator grants once for many actions: agents may do what is in its scope without being asked, or are declined without anybody
/// being asked.
package struct StandingGrant: Sendable, Equatable {
    package var effect: Effect
    /// The scope, as `when` of a policy's rule.
    package var when: JSONValue
    package var caps: AuthorizationCaps
    /// Whether it covers what is of grave risk, by the catalogue or by what a card says.
    package var isGrave: Bool
    /// It covers nothing from here on, whatever its reviews said.
    package var expires: Timestamp
    /// Why it was granted, in the operator's words.
    package var note: String?

    package init(
        effect: Effect, when: JSONValue, caps: AuthorizationCaps, isGrave: Bool = false, expires: Timestamp,
        note: String? = nil
    ) {
        self.effect = effect
        self.when = when
        self.caps = caps
        self.isGrave = isGrave
        self.expires = expires
        self.note = note
    }

    package enum Effect: String, Sendable, CaseIterable {
        case approve, decline
    }

    package var document: JSONValue {
        [
            "effect": .string(effect.rawValue), "when": when, "caps": caps.document, "grave": .bool(isGrave),
            "expires": .string(expires.description), "note": JSONValue(note),
        ]
    }

    /// What a token binds to: the SHA-256 of the RFC 8785 form of the document.
    package var digest: Hash256 { Hash256(of: document.canonicalBytes()) }

    package init(_ value: JSONValue, at path: String) throws(JSONShapeError) {
        var members = try MemberReader(value, at: path)
        guard let effect = Effect(rawValue: try members.string("effect")) else {
            throw members.failure("effect", .invalid("it is neither approve nor decline"))
        }
        self.effect = effect
        when = try members.value("when")
        caps = try AuthorizationCaps(try members.value("caps"), at: members.path(of: "caps"))
        isGrave = try members.optionalBool("grave") ?? false
        expires = try members.timestamp("expires")
        note = try members.optionalString("note")
        try members.finish()
    }
}
