import HandoffCards
import StrictJSON

/// What the record speaks for, for a person to accept or dismiss. Nothing follows from it by itself.
package struct Suggestion: Sendable, Equatable {
    package let kind: Kind
    /// One sentence: what it rests on, such as `approved 31 of 31 unedited`.
    package let evidence: String
    /// How many past actions it is about.
    package let covered: Int

    package enum Kind: Sendable, Equatable {
        /// More is left to agents.
        case raise(TrustSubject, to: TrustLevel)
        /// A standing authorization, to approve or to decline.
        case grant(StandingGrant, words: String)
        /// Another confidence for the catalogue: that from which at most the stated share was wrong.
        case threshold(action: String, confidence: Double)
    }

    package init(_ kind: Kind, evidence: String, covered: Int) {
        self.kind = kind
        self.evidence = evidence
        self.covered = covered
    }

    /// The same for the same suggestion, whatever the evidence has become: 64 hexadecimal digits, since agents choose part of what it is made of.
    package var id: String { Hash256(of: name.canonicalBytes()).hex }

    /// What people call it by; two may share it.
    package var mark: String { Self.mark(of: id) }

    package static func mark(of id: String) -> String { String(id.prefix(12)) }

    private var name: JSONValue {
        switch kind {
        case .raise(let subject, let level):
            [
                "raise": .string(level.rawValue), "action": .string(subject.action),
                "account": JSONValue(subject.account),
            ]
        // Its expiry moves with the day on which it is suggested, and its caps with what was seen.
        case .grant(let grant, _): ["grant": .string(grant.effect.rawValue), "when": grant.when]
        case .threshold(let action, _): ["threshold": .string(action)]
        }
    }

    /// What to do, in a few words. They quote names that agents chose.
    package var words: String {
        switch kind {
        case .raise(let subject, let level): "\(subject.words): \(level.words)"
        case .grant(let grant, let words):
            (grant.effect == .approve ? "approve unasked: " : "decline unasked: ") + words
        case .threshold(let action, let confidence): "\(action): alone from confidence \(confidence)"
        }
    }
}
