import Glibc

/// A system call that failed.
package struct SystemError: Error, CustomStringConvertible {
    package let call: String
    package let code: Int32

    package init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    package var description: String { "\(call): \(String(cString: strerror(code)))" }

    /// The result of a call that says −1 and `errno` when it fails.
    @discardableResult
    package static func check(_ result: Int32, _ call: @autoclosure () -> String) throws -> Int32 {
        if result < 0 { throw SystemError(call()) }
        return result
    }
}
