import Yams

/// Where a YAML file is wrong, and why.
package struct YAMLProblem: Error, Equatable, CustomStringConvertible {
    package let file: String
    package let place: YAMLPlace
    package let reason: String

    package init(file: String, place: YAMLPlace, reason: String) {
        self.file = file
        self.place = place
        self.reason = reason
    }

    /// A node without a place is taken to stand at the beginning.
    package init(file: String, node: YAMLNode?, reason: String) {
        self.init(file: file, place: YAMLPlace(of: node), reason: reason)
    }

    /// What the YAML parser says; another error is given back by its description.
    init(file: String, _ error: any Error) {
        switch error {
        case YamlError.scanner(_, _, let mark, let text) where Self.isTab(mark, in: text):
            self.init(file: file, place: YAMLPlace(mark), reason: "a tab is no indentation here; use spaces")
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            self.init(file: file, place: YAMLPlace(mark), reason: problem)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().joined(separator: ", ")
            self.init(file: file, place: YAMLPlace(context.mark), reason: "\(names) is there twice")
        case YamlError.reader(let problem, _, _, _): self.init(file: file, place: YAMLPlace(nil), reason: problem)
        default: self.init(file: file, place: YAMLPlace(nil), reason: "\(error)")
        }
    }

    private static func isTab(_ mark: Mark, in text: String) -> Bool {
        let lines = text.split(separator: "\n", maxSplits: mark.line, omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1) else { return false }
        return lines[mark.line - 1].dropFirst(mark.column - 1).first == "\t"
    }

    package var line: Int { place.line }
    package var column: Int { place.column }

    package var description: String { "\(file):\(line):\(column): \(reason)" }
}
