/// For the log, and made safe for people. They may quote the token.
extension TokenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed: "its token cannot be read"
        case .wrongHeader: "its token is not of the kind that this gate signs"
        case .unknownKey(let key): "nobody trusted has the key \(key)"
        case .badSignature: "the signature does not fit"
        case .wrongSubject(let subject): "the key that signed it is not \(subject)'s"
        case .badClaims(let error): "its token cannot be read: \(error.description)"
        }
    }
}
