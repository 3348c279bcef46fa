import StrictJSON

/// The user who handed something in, as the file's owner tells. No agent can choose it, unlike the name in its card.
package struct Submitter: Sendable, Equatable {
    package var user: UInt32
    /// As the machine called the user then; nil where it had no name that can be told apart from other text.
    package var name: String?

    package init(user: UInt32, name: String?) {
        self.user = user
        self.name = name.flatMap { Self.isPlain($0) ? $0 : nil }
    }

    /// `mailer (user 1001)`, or `user 1001`.
    package var words: String { name.map { "\($0) (user \(user))" } ?? "user \(user)" }

    package var document: JSONValue { ["user": .number(Double(user)), "name": JSONValue(name)] }

    init(_ value: JSONValue, at path: String) throws(JSONShapeError) {
        var members = try MemberReader(value, at: path)
        guard let user = UInt32(exactly: try members.integer("user")) else {
            throw members.failure("user", .invalid("it is no user's number"))
        }
        self.init(user: user, name: try members.optionalString("name"))
        try members.finish()
    }

    private static func isPlain(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch Character(Unicode.Scalar(byte)) {
                case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
                default: false
                }
            }
    }
}
