import HandoffCards
import StrictJSON

extension AuditFact {
    /// More or less of an action is left to agents from here on.
    package struct TrustChange: Sendable, Equatable {
        package var kind: Kind
        package var subject: TrustSubject
        package var level: TrustLevel
        /// Nil where the gate did it by itself.
        package var `operator`: String?
        package var because: String?
        package var token: String

        package enum Kind: String, Sendable, CaseIterable {
            case raised, lowered

            package var type: String { "trust." + rawValue }
        }

        package init(
            _ kind: Kind, _ subject: TrustSubject, to level: TrustLevel, operator: String?, because: String?,
            token: String
        ) {
            self.kind = kind
            self.subject = subject
            self.level = level
            self.operator = `operator`
            self.because = because
            self.token = token
        }

        var body: JSONObject {
            [
                "action": .string(subject.action), "account": JSONValue(subject.account),
                "level": .string(level.rawValue), "operator": JSONValue(`operator`), "because": JSONValue(because),
                "token": .string(token),
            ]
        }

        init(_ kind: Kind, _ members: inout MemberReader) throws(JSONShapeError) {
            self.kind = kind
            subject = TrustSubject(
                action: try members.string("action"), account: try members.optionalString("account"))
            guard let level = TrustLevel(rawValue: try members.string("level")) else {
                throw members.failure("level", .invalid("no trust level that is known here"))
            }
            self.level = level
            `operator` = try members.optionalString("operator")
            because = try members.optionalString("because")
            token = try members.string("token")
        }
    }

    /// An operator does not want to be told this suggestion again, or does after all.
    package struct SuggestionChange: Sendable, Equatable {
        package var kind: Kind
        package var suggestion: String
        /// What it suggested.
        package var words: String
        package var `operator`: String

        package enum Kind: String, Sendable, CaseIterable {
            case dismissed, restored

            package var type: String { "suggestion." + rawValue }
        }

        package init(_ kind: Kind, suggestion: String, words: String, operator: String) {
            self.kind = kind
            self.suggestion = suggestion
            self.words = words
            self.operator = `operator`
        }

        var body: JSONObject {
            ["suggestion": .string(suggestion), "words": .string(words), "operator": .string(`operator`)]
        }

        init(_ kind: Kind, _ members: inout MemberReader) throws(JSONShapeError) {
            self.kind = kind
            suggestion = try members.string("suggestion")
            words = try members.string("words")
            `operator` = try members.string("operator")
        }
    }
}
