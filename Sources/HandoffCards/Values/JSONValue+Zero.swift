import StrictJSON

extension JSONValue {
    /// Throws for the first text, a name or a value, that has the character U+0000: too many programs take what is before it for the whole.
    func checkForZeros(at path: String = "") throws(JSONShapeError) {
        switch self {
        case .string(let text):
            if text.utf8.contains(0) {
                throw JSONShapeError(path: path, problem: .invalid("it has the character U+0000"))
            }
        case .array(let elements):
            for (place, element) in elements.enumerated() { try element.checkForZeros(at: "\(path)/\(place)") }
        case .object(let object):
            for member in object.members {
                try JSONValue.string(member.name).checkForZeros(at: path)
                try member.value.checkForZeros(at: path + "/" + JSONPointer.escape(member.name))
            }
        case .null, .bool, .number: break
        }
    }
}
