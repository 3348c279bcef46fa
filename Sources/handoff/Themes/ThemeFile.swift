import StrictYAML
import Terminal

/// A theme file as it was read: its document, and where in the file each part of it stands.
struct ThemeFile {
    let path: String
    let document: ThemeDocument
    private let root: YAMLNode?

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
        for member in try members.members("palette") {
            document.palette[member.name] = try members.string(of: member.value, "a colour")
        }
        for member in try members.members("styles") {
            document.styles[member.name] = try Self.style(member.value, file: path, name: member.name)
        }
        try members.finish()
        self.document = document
    }

    private static func style(_ node: YAMLNode, file: String, name: String) throws(YAMLProblem) -> StyleSpec {
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
        let place: YAMLPlace? =
            switch error {
            case .unknownParent(_, let theme): theme == document.name ? root?["inherits"]?.place : nil
            case .inheritanceLoop: root?["inherits"]?.place
            case .unknownColor(let color, let place):
                place == "palette of \(document.name)"
                    ? values(of: root?["palette"]).first { $0.text == color }?.place
                    : values(of: style(calledIn: place)).first { $0.text == color }?.place
            case .unknownAttribute(let attribute, let style):
                values(of: root?["styles"]?[style]).flatMap { $0.list ?? [] }.first { $0.text == attribute }?.place
            case .unknownStyle(let name): root?["styles"]?.mapping?.first { $0.name == name }?.place
            }
        return place.map { YAMLProblem(file: path, place: $0, reason: error.description) }
    }

    private func style(calledIn place: String) -> YAMLNode? {
        root?["styles"]?.mapping?.first { place == "style " + $0.name }?.value
    }

    private func values(of node: YAMLNode?) -> [YAMLNode] { node?.mapping?.map(\.value) ?? [] }
}
