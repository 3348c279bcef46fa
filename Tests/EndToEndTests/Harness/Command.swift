import TestSupport

/// A running command. Its output goes to files, so that it never waits for a reader.
struct Command: Sendable {
    let process: ChildProcess
    private let words: [String]
    private let folder: TemporaryFolder

    /// What came of a command.
    struct Result: Sendable, CustomStringConvertible {
        let words: [String]
        let status: Int32
        let output: String
        let errors: String

        var description: String { "\(words) ended with \(status)\noutput: \(output)\nerrors: \(errors)" }
    }

    init(_ words: [String], environment: [String: String], input: String? = nil) throws {
        let folder = try TemporaryFolder()
        let source = try input.map { try folder.write($0, to: "input") }
        self.words = words
        self.folder = folder
        process = try ChildProcess(
            words, environment: environment, input: source ?? "/dev/null", output: "\(folder.path)/output",
            errors: "\(folder.path)/errors")
    }

    /// What it has written so far.
    var output: String { (try? Files.text("\(folder.path)/output")) ?? "" }
    var errors: String { (try? Files.text("\(folder.path)/errors")) ?? "" }

    func result(within limit: Duration = patience) async throws -> Result {
        let status = try await eventually(
            "end of \(words)", within: limit, every: .milliseconds(3),
            seen: { "output: \(output)\nerrors: \(errors)" }, { process.status })
        return Result(words: words, status: status, output: output, errors: errors)
    }
}

extension String {
    /// Without white space and line ends around it.
    var trimmed: String {
        let isSpace = { (character: Character) in character.isWhitespace }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
