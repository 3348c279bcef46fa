/// `indexed` 0–15 are the terminal's own sixteen colours, 16–255 the xterm cube and greys.
package enum Color: Hashable, Sendable {
    /// The terminal's default foreground or background.
    case standard
    case indexed(UInt8)
    case rgb(UInt8, UInt8, UInt8)
}

package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1 << 0)
    package static let dim = Attributes(rawValue: 1 << 1)
    package static let italic = Attributes(rawValue: 1 << 2)
    package static let underline = Attributes(rawValue: 1 << 3)
    package static let reverse = Attributes(rawValue: 1 << 4)
    package static let strikethrough = Attributes(rawValue: 1 << 5)
}

package struct Style: Hashable, Sendable {
    package var foreground: Color
    package var background: Color
    package var attributes: Attributes

    package init(foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    package static let plain = Style()

    /// This text over another style's background, keeping what makes that background visible without colours.
    package func over(_ backdrop: Style) -> Style {
        Style(
            foreground: foreground, background: backdrop.background,
            attributes: attributes.union(backdrop.attributes.intersection(.reverse)))
    }
}

package enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
    case none, sixteen, palette256, trueColor

    package static func < (one: ColorDepth, other: ColorDepth) -> Bool { one.rawValue < other.rawValue }
}
