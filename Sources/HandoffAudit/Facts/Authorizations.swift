import HandoffCards
import StrictJSON

extension AuditFact {
    /// An operator granted a standing authorization.
    package struct AuthorizationGranted: Sendable, Equatable {
        package var authorization: AuthorizationID
        package var `operator`: String
        package var grant: StandingGrant
        package var token: String

        package init(authorization: AuthorizationID, operator: String, grant: StandingGrant, token: String) {
            self.authorization = authorization
            self.operator = `operator`
            self.grant = grant
            self.token = token
        }

        var body: JSONObject {
            [
                "authorization": .string(authorization.text), "operator": .string(`operator`), "grant": grant.document,
                "token": .string(token),
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            authorization = try members.authorization()
            `operator` = try members.string("operator")
            grant = try StandingGrant(try members.value("grant"), at: members.path(of: "grant"))
            token = try members.string("token")
        }
    }

    /// A standing authorization answers a card: what it takes of its caps is taken from here on. It stands before the line that decides.
    package struct AuthorizationUsed: Sendable, Equatable {
        package var card: CardID
        package var authorization: AuthorizationID
        package var value: Action.Money?

        package init(card: CardID, authorization: AuthorizationID, value: Action.Money?) {
            self.card = card
            self.authorization = authorization
            self.value = value
        }

        var body: JSONObject {
            [
                "card": .string(card.text), "authorization": .string(authorization.text),
                "value": value?.document ?? .null,
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            authorization = try members.authorization()
            value = try members.optionalValue("value").map { value throws(JSONShapeError) in
                try Action.Money(reading: value, at: members.path(of: "value"))
            }
        }
    }

    /// A standing authorization stands differently from here on.
    package struct AuthorizationChange: Sendable, Equatable {
        package var authorization: AuthorizationID
        package var kind: Kind
        /// Nil where the gate did it by itself.
        package var `operator`: String?
        package var because: String?
        /// The gate's own card that asks for a review; only of `reviewAsked`.
        package var asked: CardID?
        package var token: String

        package enum Kind: String, Sendable, CaseIterable {
            case suspended, resumed, renewed, revoked, expired
            case reviewAsked = "review_asked"

            /// Whether it lets more happen than before.
            package var loosens: Bool { self == .resumed || self == .renewed }
            package var type: String { AuditFact.authorizationPrefix + rawValue }
        }

        package init(
            authorization: AuthorizationID, kind: Kind, operator: String?, because: String?, asked: CardID? = nil,
            token: String
        ) {
            self.authorization = authorization
            self.kind = kind
            self.operator = `operator`
            self.because = because
            self.asked = asked
            self.token = token
        }

        var body: JSONObject {
            var body: JSONObject = [
                "authorization": .string(authorization.text), "operator": JSONValue(`operator`),
                "because": JSONValue(because),
            ]
            if let asked { body["asked"] = .string(asked.text) }
            body["token"] = .string(token)
            return body
        }

        init(_ kind: Kind, _ members: inout MemberReader) throws(JSONShapeError) {
            self.kind = kind
            authorization = try members.authorization()
            `operator` = try members.optionalString("operator")
            because = try members.optionalString("because")
            asked = nil
            if kind == .reviewAsked, try members.optionalString("asked") == nil {
                throw members.failure("asked", .missing)
            }
            if let text = try members.optionalString("asked") {
                guard let card = CardID(text) else { throw members.failure("asked", .invalid("it is not a card ID")) }
                asked = card
            }
            token = try members.string("token")
        }
    }

    static let authorizationPrefix = "authorization."

    /// The standing authorization that it is about; nil where there is none.
    package var authorization: AuthorizationID? {
        switch self {
        case .authorizationGranted(let fact): fact.authorization
        case .authorizationUsed(let fact): fact.authorization
        case .authorizationChanged(let fact): fact.authorization
        default: nil
        }
    }
}

extension MemberReader {
    fileprivate mutating func authorization() throws(JSONShapeError) -> AuthorizationID {
        guard let id = AuthorizationID(try string("authorization")) else {
            throw failure("authorization", .invalid("it is no authorization such as A7"))
        }
        return id
    }
}
