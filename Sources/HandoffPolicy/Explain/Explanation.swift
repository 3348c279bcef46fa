import HandoffCards

/// A ruling with all that led to it.
package struct Explanation: Sendable {
    package let ruling: Ruling
    /// Of the policy.
    package let digest: Hash256
    /// What the ruling rests on: names of rules and triggers.
    package let deciding: [String]
    /// All rules that match, and those that cannot be held against the card, strictest first.
    package let matched: [RuleSaid]
    package let faulty: [RuleSaid]
    package let facts: [Fact]
    package let nearestMiss: Miss?
    /// Sentences.
    package let wouldChange: [String]

    package struct RuleSaid: Sendable {
        package let id: String
        package let line: Int
        package let ruling: RulingKind
        package let words: String
    }

    package struct Fact: Sendable, Equatable {
        package let name: String
        package let value: String
        package let origin: Origin
    }

    package enum Origin: String, Sendable {
        case card
        case catalogue
        case record
        case clock
        /// Nobody says, so it counts as the worse.
        case assumed
    }

    /// The rule that does not match for the fewest reasons; of several the strictest.
    package struct Miss: Sendable {
        package let rule: RuleSaid
        package let failing: [Failing]

        package struct Failing: Sendable {
            package let name: String
            package let wanted: String
            package let found: String
        }
    }
}
