import HandoffGate
import Terminal

extension TokenError {
    var words: String {
        switch self {
        case .malformed: "its token cannot be read"
        case .wrongHeader: "its token is not of the kind that this gate signs"
        case .unknownKey(let key): "nobody trusted has the key \(SafeText.visible(key))"
        case .badSignature: "the signature does not fit"
        case .wrongSubject(let subject): "the key that signed it is not \(SafeText.visible(subject))'s"
        case .badClaims(let error): "its token cannot be read: \(error.description)"
        }
    }
}
