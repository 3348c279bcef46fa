import Glibc

/// The `handoff` that was built together with these tests: it lies beside their bundle.
enum HandoffBinary {
    static let path = neighbour("handoff")

    /// Another program that was built with them.
    static func neighbour(_ program: String) -> String {
        var name = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &name, name.count)
        let tests = String(decoding: name.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = tests.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return folder + "/" + program
    }
}
