import HandoffCards
import StrictYAML

/// How an approved action of a type is carried out: a program, which gets the approved arguments on its standard input.
package struct Executor: Sendable, Hashable {
    /// The first is an absolute path.
    package let argv: [String]
    /// Absolute; holds the program's environment.
    package let environmentFile: String?
    /// In seconds.
    package let timeout: Int
    /// Absolute.
    package let directory: String?

    package static let standardTimeout = 60
    private static let longestTimeout = 86_400

    init(_ node: YAMLNode, file: String) throws(YAMLProblem) {
        var reader = try YAMLReader(node, file: file, what: "executor")
        let argvNode = try reader.required("argv")
        argv = try reader.strings("argv") ?? []
        guard let program = argv.first, program.hasPrefix("/") else {
            throw reader.problem(argvNode, "argv should begin with the absolute path of a program")
        }
        guard argv.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw reader.problem(argvNode, "argv holds a zero byte")
        }
        environmentFile = try Self.path("environment_file", &reader)
        directory = try Self.path("directory", &reader)
        if let node = reader.node("timeout") {
            guard let span = TimeSpan(try reader.string(of: node, "timeout")),
                (1...Self.longestTimeout).contains(span.seconds)
            else { throw reader.problem(node, "timeout should be a time from 1s to 24h, such as 30s") }
            timeout = span.seconds
        } else {
            timeout = Self.standardTimeout
        }
        try reader.finish()
    }

    private static func path(_ name: String, _ reader: inout YAMLReader) throws(YAMLProblem) -> String? {
        guard let node = reader.node(name) else { return nil }
        let path = try reader.string(of: node, name)
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw reader.problem(node, "\(name) should be an absolute path")
        }
        return path
    }
}
