import Glibc

/// Why there is no screen.
package enum ScreenError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Standard input or output is not a terminal.
    case notATerminal
    /// The terminal cannot place its cursor (`TERM=dumb`), or `TERM` is not set.
    case tooSimple(String)
    /// No terminfo entry has this name.
    case unknownTerminal(String)
    case system(String, Int32)

    package var description: String {
        switch self {
        case .notATerminal: "standard input and output are not a terminal"
        case .tooSimple(let name): "the terminal (TERM=\(name)) cannot place its cursor"
        case .unknownTerminal(let name): "terminfo does not know the terminal TERM=\(name)"
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        }
    }
}
