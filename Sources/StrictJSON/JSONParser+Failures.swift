extension JSONParser {
    func failure(_ problem: JSONError.Problem, at offset: Int) -> JSONError {
        var line = 1
        var lineStart = 0
        for index in 0..<offset where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        return JSONError(problem: problem, offset: offset, line: line, column: offset - lineStart + 1)
    }

    /// The failure of finding something else at the position.
    func unexpected(_ expected: String) -> JSONError {
        guard position < bytes.count else { return failure(.unexpectedEnd, at: bytes.count) }
        return failure(.unexpectedByte(bytes[position], expected: expected), at: position)
    }
}
