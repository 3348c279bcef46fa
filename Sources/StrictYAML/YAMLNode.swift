import Yams

package typealias YAMLNode = Node

/// What a node is, for files where any shape may stand.
package enum YAMLContent {
    /// Whether a text is written without quotation marks tells `5` from `"5"` where a file may hold both.
    case text(String, isPlain: Bool)
    case list([YAMLNode])
    case mapping([(name: YAMLNode, value: YAMLNode)])
}

extension YAMLNode {
    package var content: YAMLContent {
        switch self {
        case .scalar(let scalar): .text(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence): .list(Array(sequence))
        case .mapping(let mapping): .mapping(mapping.map { (name: $0.key, value: $0.value) })
        case .alias: .text("", isPlain: false)
        }
    }

    package var place: YAMLPlace { YAMLPlace(of: self) }
}
