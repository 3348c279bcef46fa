/// Names a standing authorization: `A` and its number in the log, from 1, so that people can type it.
package struct AuthorizationID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let number: Int

    /// - Parameter number: from 1.
    package init(number: Int) { self.number = number }

    /// Reads `A7`, and `a7`; nil for anything else.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard let first = text.utf8.first, first == UInt8(ascii: "A") || first == UInt8(ascii: "a"),
            (1...9).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (48...57).contains($0) }), let number = Int(text.dropFirst())
        else { return nil }
        self.number = number
    }

    package var text: String { "A\(number)" }
    package var description: String { text }

    package static func < (left: AuthorizationID, right: AuthorizationID) -> Bool { left.number < right.number }
}
