import StrictJSON

/// A sentence about what happens, in which names in braces stand for facts of the action: `{target}`, `{account}`,
/// `{agent}`, `{scale}`, `{value}`, `{arguments.NAME}`. What a fact says is put in once and not read again. It is put in short and without
/// quotation marks, so that no agent ends the policy's quotation, or pushes the policy's words out of sight.
package struct ConsequenceLine: Sendable, Hashable {
    package let template: String
    private let pieces: [Piece]

    private enum Piece: Sendable, Hashable {
        case words(String)
        case target, account, agent, scale, value
        case argument(String)
    }

    package enum Mistake: Error, Equatable {
        case blank
        case openBrace
        case unknownName(String)
    }

    package init(_ template: String) throws(Mistake) {
        guard template.utf8.contains(where: { $0 > 0x20 }) else { throw .blank }
        self.template = template
        var pieces: [Piece] = []
        var rest = template[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { throw .openBrace }
            pieces.append(try Self.piece(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    private static func piece(_ name: String) throws(Mistake) -> Piece {
        switch name {
        case "target": return .target
        case "account": return .account
        case "agent": return .agent
        case "scale": return .scale
        case "value": return .value
        default:
            let prefix = "arguments."
            guard name.hasPrefix(prefix), name.utf8.count > prefix.utf8.count else { throw .unknownName(name) }
            return .argument(String(name.dropFirst(prefix.count)))
        }
    }

    func filled(_ facts: EffectiveFacts) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .target: target(facts.target)
            case .account: text(facts.stated.account)
            case .agent: text(facts.stated.agent)
            case .scale: facts.scale.words
            case .value: facts.value == .unstated ? Self.missing : facts.value.words
            case .argument(let name): facts.stated.arguments[name].map(ShortText.put) ?? Self.missing
            }
        }.joined()
    }

    private func target(_ target: EffectiveFacts.Target) -> String {
        switch target {
        case .text(let target): ShortText.put(.string(target.text))
        case .texts(let texts): ShortText.put(.array(texts.map { .string($0.text) }))
        case .unstated: Self.missing
        case .unreadable, .contradicted: ShortText.put(.string(target.words))
        }
    }

    private func text(_ text: String?) -> String { text.map { ShortText.put(.string($0)) } ?? Self.missing }

    private static let missing = "(not stated)"
}

extension ConsequenceLine.Mistake: CustomStringConvertible {
    package var description: String {
        switch self {
        case .blank: "consequence_line says nothing"
        case .openBrace: "consequence_line has a brace without its other"
        case .unknownName(let name):
            "consequence_line knows no {\(name)}; it knows {target}, {account}, {agent}, {scale}, {value} and "
                + "{arguments.NAME}"
        }
    }
}
