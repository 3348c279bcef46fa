import HandoffCards
import HandoffGate
import StrictJSON

/// A command as it is proposed and approved: `argv`, the `executable` that the first word stands for, the `directory` that it starts in, and all of
/// its `environment`.
struct CommandLineWords: Equatable {
    var argv: [String]
    var executable: String
    var directory: String
    var environment: [String: String]

    /// What an operator may change when approving.
    static let editable: JSONValue = ["/arguments/argv", "/arguments/directory", "/arguments/environment"]

    /// The command as this process would start it.
    ///
    /// - Parameters:
    ///   - named: further variables, each `NAME`, whose value is ours, or `NAME=VALUE`.
    ///   - value: of a variable of ours; nil where it is not set.
    init(_ argv: [String], named: [String], valueOf value: (String) -> [UInt8]?) throws(Failure) {
        func text(_ name: String) throws(Failure) -> String? {
            guard let bytes = value(name) else { return nil }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Failure(.badInput, "the variable \(name) is not UTF-8, and cannot stand in a card")
            }
            return text
        }

        self.argv = argv
        directory = try ProgramPath.currentDirectory()
        environment = [:]
        for name in Action.standardVariables { environment[name] = try text(name) }
        for entry in named {
            if let pair = NamedValue(argument: entry) {
                environment[pair.name] = pair.value
            } else if let value = try text(entry) {
                environment[entry] = value
            } else {
                throw Failure(
                    .badInput, "the variable \(entry) is not set", advice: "Set it, or say --env \(entry)=VALUE")
            }
        }
        let path = environment["PATH"] ?? ""
        guard let found = ProgramPath.resolve(argv.first ?? "", path: path, directory: directory) else {
            throw Failure(
                .badInput, "there is no program \(argv.first ?? "")", advice: "It is looked for in PATH: \(path)")
        }
        executable = found
    }

    /// What it runs, where, and what its further words may name.
    var places: [String] {
        let words = argv.dropFirst().flatMap { word in
            [word[...]] + (word.firstIndex(of: "=").map { [word[word.index(after: $0)...]] } ?? [])
        }
        return [executable, directory] + words.map { $0.hasPrefix("/") ? String($0) : directory + "/" + $0 }
    }

    var arguments: JSONObject {
        let variables = environment.sorted { $0.key < $1.key }
        return [
            "argv": .array(argv.map(JSONValue.string)), "executable": .string(executable),
            "directory": .string(directory),
            "environment": .object(JSONObject(variables.map { .init(name: $0.key, value: .string($0.value)) })),
        ]
    }
}

extension CommandLineWords {
    /// The command that was approved.
    ///
    /// - Parameter proposed: what had been proposed; where its first word was changed, the program is looked up again.
    init(approved arguments: JSONObject, proposed: JSONObject) throws(ProgramNotStarted) {
        func text(_ name: String) throws(ProgramNotStarted) -> String {
            guard let text = arguments[name]?.string else {
                throw ProgramNotStarted(reason: "the approved arguments have no text \(name)")
            }
            return text
        }
        guard let values = arguments["argv"]?.array, !values.isEmpty, values.allSatisfy({ $0.string != nil }) else {
            throw ProgramNotStarted(reason: "the approved argv is no list of words")
        }
        argv = values.compactMap(\.string)
        directory = try text("directory")
        guard directory.hasPrefix("/") else { throw ProgramNotStarted(reason: "\(directory) is no absolute path") }
        environment = [:]
        guard let variables = arguments["environment"]?.object else {
            throw ProgramNotStarted(reason: "the approved environment has no variables")
        }
        for member in variables.members {
            guard let value = member.value.string else {
                throw ProgramNotStarted(reason: "the approved variable \(member.name) is no text")
            }
            environment[member.name] = value
        }
        executable = try text("executable")
        guard argv.first != proposed["argv"]?.array?.first?.string else { return }
        guard let found = ProgramPath.resolve(argv[0], path: environment["PATH"] ?? "", directory: directory) else {
            throw ProgramNotStarted(reason: "there is no program \(argv[0])")
        }
        executable = found
    }
}
