import Terminal

/// A piece of HTML. What stands in a literal is markup; whatever is interpolated is text, made visible by `SafeText` and escaped, unless it
/// is `HTML` itself. So nothing that an agent wrote can become markup, in content or in a quoted attribute.
struct HTML: Equatable, ExpressibleByStringInterpolation {
    private(set) var source: String

    init(stringLiteral literal: String) { source = literal }

    init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { source += literal }

        mutating func appendInterpolation(_ markup: HTML) { source += markup.source }

        mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { source += part.source }
        }

        /// Not shown at all when nil.
        mutating func appendInterpolation(_ markup: HTML?) { source += markup?.source ?? "" }

        mutating func appendInterpolation(_ text: String) { source += HTML.escaped(text) }

        mutating func appendInterpolation(_ number: Int) { source += String(number) }
    }

    static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }

    static func += (left: inout HTML, right: HTML) { left.source += right.source }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in SafeText.visible(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
