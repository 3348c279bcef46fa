import StrictYAML
import Terminal
import Yams

/// A theme file as it was read: its document, and where in the file each part of it stands.
struct ThemeFile {
    let path: String
    let document: ThemeDocument
    private let root: Node?

    /// - Parameter name: the file's name without `.yaml`; a `name` inside must be the same.
    init(parsing text: String, name: String, path: String) throws(YAMLProblem) {
        self.path = path
        root = try YAMLReader.document(text, file: path)
        guard let root else { throw YAMLProblem(file: path, node: nil, reason: "the file is empty") }
        var members = try YAMLReader(root, file: path, what: "a theme")
        let nameNode = members.node("name")
        if let nameNode, try members.string(of: nameNode, "name") != name {
            throw members.problem(nameNode, "the name should be the file's, \(name)")
        }
        var document = ThemeDocument(name: name, inherits: try members.string("inherits"))
        for (name, value) in try members.members("palette") {
            document.palette[name] = try members.string(of: value, "a colour")
        }
        for (name, value) in try members.members("styles") {
            document.styles[name] = try Self.style(value, file: path, name: name)
        }
        try members.finish()
        self.document = document
    }

    private static func style(_ node: Node, file: String, name: String) throws(YAMLProblem) -> StyleSpec {
        var members = try YAMLReader(node, file: file, what: "the style \(name)")
        let style = StyleSpec(
            fg: try members.string("fg"), bg: try members.string("bg"), fg16: try members.string("fg16"),
            bg16: try members.string("bg16"), attributes: try members.strings("attributes") ?? [],
            mono: try members.strings("mono"))
        try members.finish()
        return style
    }

    /// The error with its place, if it is about this file.
    func place(of error: ThemeError) -> YAMLProblem? {
        let node: Node? =
            switch error {
            case .unknownParent(_, let theme): theme == document.name ? root?["inherits"] : nil
            case .inheritanceLoop: root?["inherits"]
            case .unknownColor(let color, let place):
                place == "palette of \(document.name)"
                    ? values(of: root?["palette"]).first { $0.scalar?.string == color }
                    : values(of: style(calledIn: place)).first { $0.scalar?.string == color }
            case .unknownAttribute(let attribute, let style):
                values(of: root?["styles"]?[style]).flatMap { $0.sequence.map(Array.init) ?? [] }
                    .first { $0.scalar?.string == attribute }
            case .unknownStyle(let name): root?["styles"]?.mapping?.first { $0.key.scalar?.string == name }?.key
            }
        return node.map { YAMLProblem(file: path, node: $0, reason: error.description) }
    }

    private func style(calledIn place: String) -> Node? {
        root?["styles"]?.mapping?.first { place == "style " + ($0.key.scalar?.string ?? "") }?.value
    }

    private func values(of node: Node?) -> [Node] { node?.mapping?.map(\.value) ?? [] }
}
