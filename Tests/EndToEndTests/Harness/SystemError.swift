import Glibc

/// A system call that failed.
struct SystemError: Error, CustomStringConvertible {
    let call: String
    let code: Int32

    init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    var description: String { "\(call): \(String(cString: strerror(code)))" }

    /// The result of a call that says −1 and `errno` when it fails.
    @discardableResult
    static func check(_ result: Int32, _ call: @autoclosure () -> String) throws -> Int32 {
        if result < 0 { throw SystemError(call()) }
        return result
    }
}
