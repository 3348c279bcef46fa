/// One style as a theme file writes it. Colours are names of the theme's palette, `#rrggbb`, `default`, or one of
/// the sixteen (`red`, `light-red`, …).
package struct StyleSpec: Equatable, Sendable {
    package var fg: String?
    package var bg: String?
    /// For sixteen colours; without them the nearest of the sixteen.
    package var fg16: String?
    package var bg16: String?
    package var attributes: [String]
    /// The attributes without colours; without them `attributes`.
    package var mono: [String]?

    package init(
        fg: String? = nil, bg: String? = nil, fg16: String? = nil, bg16: String? = nil, attributes: [String] = [],
        mono: [String]? = nil
    ) {
        self.fg = fg
        self.bg = bg
        self.fg16 = fg16
        self.bg16 = bg16
        self.attributes = attributes
        self.mono = mono
    }
}

/// A theme as it was written. A style replaces the parent's of the same name whole; the parent's other styles are
/// read with this palette over the parent's own.
package struct ThemeDocument: Equatable, Sendable {
    package var name: String
    package var inherits: String?
    package var palette: [String: String]
    package var styles: [String: StyleSpec]

    package init(
        name: String, inherits: String? = nil, palette: [String: String] = [:], styles: [String: StyleSpec] = [:]
    ) {
        self.name = name
        self.inherits = inherits
        self.palette = palette
        self.styles = styles
    }
}

package enum ThemeError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknownParent(String, of: String)
    case inheritanceLoop([String])
    case unknownColor(String, in: String)
    case unknownAttribute(String, style: String)
    case unknownStyle(String)

    package var description: String {
        switch self {
        case .unknownParent(let parent, let theme): "theme \(theme) inherits \(parent), which was not found"
        case .inheritanceLoop(let names): "themes inherit each other: \(names.joined(separator: " -> "))"
        case .unknownColor(let color, let place):
            "\(place): \"\(color)\" is no palette name, #rrggbb, default or one of the sixteen colours"
        case .unknownAttribute(let attribute, let style):
            "style \(style): \"\(attribute)\" is none of bold, dim, italic, underline, reverse, strikethrough"
        case .unknownStyle(let style): "there is no style named \(style)"
        }
    }
}
