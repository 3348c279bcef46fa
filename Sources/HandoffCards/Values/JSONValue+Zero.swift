import StrictJSON

extension JSONValue {
    /// Throws for the first text, a name or a value, that has the character U+0000: too many programs take what is before it for the whole.
    func checkForZeros() throws(JSONShapeError) {
        guard let path = pathToZero else { return }
        throw JSONShapeError(path: path, problem: .invalid("it has the character U+0000"))
    }

    /// Where it is; the path is only put together where there is one.
    private var pathToZero: String? {
        switch self {
        case .string(let text): return text.utf8.contains(0) ? "" : nil
        case .array(let elements):
            for (place, element) in elements.enumerated() {
                if let rest = element.pathToZero { return "/\(place)" + rest }
            }
        case .object(let object):
            for member in object.members {
                if member.name.utf8.contains(0) { return "" }
                if let rest = member.value.pathToZero { return "/" + JSONPointer.escape(member.name) + rest }
            }
        case .null, .bool, .number: break
        }
        return nil
    }
}
