import StrictJSON

/// How much an action type, or an account, is left to agents. Each is bounded by the policy: no level lifts a boundary.
package enum TrustLevel: String, Sendable, CaseIterable, Comparable {
    /// A person is asked, whatever else would let it act.
    case alwaysAsk = "always_ask"
    /// Acts alone only by a standing authorization.
    case askUnlessAuthorized = "ask_unless_authorized"
    /// Also by what the policy leaves to it, from the confidence that the policy asks for.
    case byConfidence = "by_confidence"
    /// Also without that confidence; a share of it is looked at afterwards.
    case aloneWithSpotChecks = "alone_with_spot_checks"

    package static func < (left: TrustLevel, right: TrustLevel) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Nil for the highest.
    package var next: TrustLevel? { Self.allCases.first { $0 > self } }
    /// Nil for the lowest.
    package var previous: TrustLevel? { Self.allCases.last { $0 < self } }

    /// For people.
    package var words: String {
        switch self {
        case .alwaysAsk: "always ask"
        case .askUnlessAuthorized: "ask unless authorized"
        case .byConfidence: "by confidence"
        case .aloneWithSpotChecks: "alone, with spot checks"
        }
    }
}

/// What a trust level is about: an action type across all accounts, or for one of them.
package struct TrustSubject: Sendable, Hashable {
    package let action: String
    /// Nil for all accounts; empty for actions without one.
    package let account: String?

    package init(action: String, account: String?) {
        self.action = action
        self.account = account
    }

    // By bytes, as the index has them: two ways to write é are two accounts.
    package static func == (left: TrustSubject, right: TrustSubject) -> Bool {
        left.action.hasSameBytes(as: right.action)
            && left.account.map { JSONText($0) } == right.account.map { JSONText($0) }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: action)
        hasher.combine(account.map { JSONText($0) })
    }

    /// `email.send for acme`
    package var words: String {
        switch account {
        case nil: action
        case ""?: action + " without an account"
        case let account?: action + " for " + account
        }
    }
}
