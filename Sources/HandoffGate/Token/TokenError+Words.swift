extension TokenError: CustomStringConvertible {
    /// Nothing of the token is in it: that may be anybody's text.
    package var description: String {
        switch self {
        case .malformed: "its token cannot be read"
        case .wrongHeader: "its token is not of the kind that this gate signs"
        case .unknownKey: "nobody trusted has the key that signed it"
        case .badSignature: "the signature does not fit"
        case .wrongSubject: "the key that signed it is not its operator's"
        case .badClaims(let error): "its token cannot be read: \(error.path) \(error.problem)"
        }
    }
}
