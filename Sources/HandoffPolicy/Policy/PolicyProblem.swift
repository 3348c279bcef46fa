import StrictYAML

/// What is wrong with a policy's file, or likely a mistake.
package struct PolicyProblem: Sendable, Equatable, CustomStringConvertible {
    package enum Severity: String, Sendable {
        /// The policy is not used.
        case error
        case warning
    }

    package let severity: Severity
    package let file: String
    package let place: YAMLPlace
    package let words: String

    package var line: Int { place.line }
    package var column: Int { place.column }

    package var description: String { "\(file):\(line):\(column): \(severity.rawValue): \(words)" }
}
