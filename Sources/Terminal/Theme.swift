/// A theme that is ready to be asked for styles.
package struct Theme: Equatable, Sendable {
    package let name: String
    private let entries: [StyleName: Entry]

    fileprivate struct Entry: Equatable, Sendable {
        var foreground: Color?
        var background: Color?
        var foreground16: Color?
        var background16: Color?
        var attributes: Attributes
        var mono: Attributes
    }

    /// `parents` holds the themes that may be inherited from, by name.
    package init(resolving document: ThemeDocument, parents: [String: ThemeDocument]) throws(ThemeError) {
        var lineage = [document]
        while let last = lineage.last, let name = last.inherits {
            guard let parent = parents[name] else { throw .unknownParent(name, of: last.name) }
            lineage.append(parent)
            if lineage.dropLast().contains(where: { $0.name == parent.name }) {
                throw .inheritanceLoop(lineage.map(\.name))
            }
        }
        var palette: [String: Color] = [:]
        var specs: [String: StyleSpec] = [:]
        for ancestor in lineage.reversed() {
            for (name, value) in ancestor.palette {
                guard let color = Color(parsing: value) else {
                    throw .unknownColor(value, in: "palette of \(ancestor.name)")
                }
                palette[name] = color
            }
            specs.merge(ancestor.styles) { _, own in own }
        }
        var entries: [StyleName: Entry] = [:]
        for (name, spec) in specs.sorted(by: { $0.key < $1.key }) {
            guard Theme.known.contains(StyleName(name)) else { throw .unknownStyle(name) }
            entries[StyleName(name)] = try Entry(spec, name: name, palette: palette)
        }
        self.name = document.name
        self.entries = entries
    }

    /// The names of `StyleName.all` and the prefixes that they fall back to.
    private static let known: Set<StyleName> = StyleName.all.reduce(into: []) { known, name in
        var name: StyleName? = name
        while let each = name {
            known.insert(each)
            name = each.parent
        }
    }

    /// Whether the theme, or one it inherits from, has a style of exactly this name.
    package func defines(_ name: StyleName) -> Bool { entries[name] != nil }

    /// A dotted name falls back to its longest defined prefix, then to `text`; a colour that a style leaves out
    /// is that of `text`.
    package func style(_ name: StyleName, depth: ColorDepth) -> Style {
        var found: Entry?
        var prefix: StyleName? = name
        while found == nil, let each = prefix {
            found = entries[each]
            prefix = each.parent
        }
        let text = entries["text"]
        guard let entry = found ?? text else { return .plain }
        return switch depth {
        case .none: Style(attributes: entry.mono)
        case .sixteen:
            Style(
                foreground: entry.foreground16 ?? text?.foreground16 ?? .standard,
                background: entry.background16 ?? text?.background16 ?? .standard, attributes: entry.attributes)
        case .palette256, .trueColor:
            Style(
                foreground: (entry.foreground ?? text?.foreground ?? .standard).degraded(to: depth),
                background: (entry.background ?? text?.background ?? .standard).degraded(to: depth),
                attributes: entry.attributes)
        }
    }
}

extension Theme.Entry {
    fileprivate init(_ spec: StyleSpec, name: String, palette: [String: Color]) throws(ThemeError) {
        func color(_ text: String?) throws(ThemeError) -> Color? {
            guard let text else { return nil }
            guard let color = palette[text] ?? Color(parsing: text) else {
                throw .unknownColor(text, in: "style \(name)")
            }
            return color
        }
        foreground = try color(spec.fg)
        background = try color(spec.bg)
        foreground16 = try color(spec.fg16) ?? foreground?.degraded(to: .sixteen)
        background16 = try color(spec.bg16) ?? background?.degraded(to: .sixteen)
        attributes = try Attributes(parsing: spec.attributes, style: name)
        mono = try Attributes(parsing: spec.mono ?? spec.attributes, style: name)
    }
}

extension Attributes {
    fileprivate init(parsing names: [String], style: String) throws(ThemeError) {
        self = []
        for name in names {
            switch name {
            case "bold": insert(.bold)
            case "dim": insert(.dim)
            case "italic": insert(.italic)
            case "underline": insert(.underline)
            case "reverse": insert(.reverse)
            case "strikethrough": insert(.strikethrough)
            default: throw .unknownAttribute(name, style: style)
            }
        }
    }
}
