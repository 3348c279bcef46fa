import Yams

/// Where a YAML file is wrong, and why.
struct YAMLProblem: Error, Equatable, CustomStringConvertible {
    let file: String
    /// Both from 1; the column in Unicode scalars.
    let line: Int
    let column: Int
    let reason: String

    init(file: String, mark: Mark?, reason: String) {
        self.file = file
        line = mark?.line ?? 1
        column = mark?.column ?? 1
        self.reason = reason
    }

    /// What the YAML parser says; another error is given back by its description.
    init(file: String, _ error: any Error) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            self.init(file: file, mark: mark, reason: problem)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().joined(separator: ", ")
            self.init(file: file, mark: context.mark, reason: "\(names) is there twice")
        case YamlError.reader(let problem, _, _, _): self.init(file: file, mark: nil, reason: problem)
        default: self.init(file: file, mark: nil, reason: "\(error)")
        }
    }

    var description: String { "\(file):\(line):\(column): \(reason)" }
}
