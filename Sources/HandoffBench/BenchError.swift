import Glibc

/// Why a figure could not be measured.
enum BenchError: Error, CustomStringConvertible {
    case call(String, code: Int32)
    /// What was waited for, and what the program's screen or errors said instead.
    case notInTime(String, seen: String)
    case commandFailed([String], status: Int32, errors: String)
    case broken(String)

    static func failed(_ call: String) -> BenchError { .call(call, code: errno) }

    var description: String {
        switch self {
        case .call(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .notInTime(let what, let seen): "\(what) did not come in time; seen: \(seen)"
        case .commandFailed(let words, let status, let errors):
            "\(words.joined(separator: " ")) ended with \(status): \(errors)"
        case .broken(let what): what
        }
    }

    /// The result of a call that says −1 and `errno` when it fails.
    @discardableResult
    static func check<Number: SignedInteger>(_ result: Number, _ call: @autoclosure () -> String) throws -> Number {
        if result < 0 { throw failed(call()) }
        return result
    }
}
