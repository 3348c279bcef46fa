import Yams

/// Where something stands in a YAML file.
package struct YAMLPlace: Sendable, Hashable, Comparable {
    /// Both from 1; the column in Unicode scalars.
    package let line: Int
    package let column: Int

    init(_ mark: Mark?) {
        line = mark?.line ?? 1
        column = mark?.column ?? 1
    }

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// A node that is not there is taken to stand at the beginning.
    package init(of node: YAMLNode?) { self = node?.place ?? YAMLPlace(line: 1, column: 1) }

    package static func < (left: YAMLPlace, right: YAMLPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
