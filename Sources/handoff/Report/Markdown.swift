import Terminal

/// A piece of Markdown (CommonMark with GitHub's tables). What stands in a literal is markup; whatever is interpolated is text, made visible
/// by `SafeText` and escaped, so that nothing that an agent wrote can become a link, a row, a heading or HTML.
struct Markdown: Equatable, ExpressibleByStringInterpolation {
    private(set) var source: String

    init(stringLiteral literal: String) { source = literal }

    init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { source += literal }

        mutating func appendInterpolation(_ markup: Markdown) { source += markup.source }

        mutating func appendInterpolation(_ text: String) { source += Markdown.escaped(text) }

        mutating func appendInterpolation(_ number: Int) { source += String(number) }
    }

    static func += (left: inout Markdown, right: Markdown) { left.source += right.source }

    /// One row of a table.
    static func row(_ cells: [Markdown]) -> Markdown {
        var row: Markdown = "|"
        for cell in cells { row += " \(cell) |" }
        row += "\n"
        return row
    }

    /// A table's first two rows; titles that are marked are aligned to the right.
    static func head(_ titles: [(title: Markdown, isNumber: Bool)]) -> Markdown {
        var head = row(titles.map(\.title))
        head += "|"
        for (_, isNumber) in titles { head += isNumber ? "---:|" : "---|" }
        head += "\n"
        return head
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in SafeText.visible(text).unicodeScalars {
            if special.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        // The one link that begins with none of these.
        return result.replacing("www.", with: "www\\.")
    }

    /// What begins or ends anything within a line, `:` and `@` for links that are made of plain addresses.
    private static let special = Set("\\`*_[]()<>|~&#!:@$".unicodeScalars)
}
