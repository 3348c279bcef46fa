import CNcurses
import Terminal

/// Styles as ncurses knows them: attributes and a colour pair, made when first needed.
struct Palette {
    struct Look { let attributes: attr_t, pair: Int32 }

    let depth: ColorDepth
    private var isExhausted = false
    private let colors: Int32
    private let capacity: Int32
    private var looks: [Style: Look] = [:]
    private var pairs: [UInt64: Int32] = [:]

    /// After `newterm`.
    init(environment: [String: String]) {
        let isUnwanted = !(environment["NO_COLOR"] ?? "").isEmpty
        if isUnwanted || !has_colors() || start_color() == ERR || use_default_colors() == ERR {
            (depth, colors, capacity) = (.none, 0, 0)
            return
        }
        colors = cn_colors()
        capacity = cn_color_pairs()
        depth =
            switch colors {
            case (1 << 24)... where tigetflag("RGB") > 0 || tigetnum("RGB") > 0: .trueColor
            case 256...: .palette256
            case 8...: .sixteen
            default: .none
            }
    }

    /// Without colours when there are no pairs left.
    mutating func look(_ style: Style) -> Look {
        if let look = looks[style] { return look }
        var attributes = Palette.attributes(style.attributes)
        guard depth != .none else {
            let look = Look(attributes: attributes, pair: 0)
            looks[style] = look
            return look
        }
        var foreground = number(style.foreground)
        var background = number(style.background)
        if colors < 16 && foreground >= 8 {
            // Eight colours: the light ones are the dark ones in bold.
            foreground -= 8
            attributes |= cn_bold()
        }
        if colors < 16 && background >= 8 { background -= 8 }
        let look = Look(attributes: attributes, pair: pair(foreground, background))
        looks[style] = look
        return look
    }

    /// Whether there were too few pairs since this was last asked.
    mutating func ranOut() -> Bool {
        defer { isExhausted = false }
        return isExhausted
    }

    /// Makes room for other pairs: what is on the screen has to be painted again.
    mutating func forget() {
        reset_color_pairs()
        looks = [:]
        pairs = [:]
    }

    private mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32 {
        if foreground == -1 && background == -1 { return 0 }
        let key = UInt64(UInt32(bitPattern: foreground)) << 32 | UInt64(UInt32(bitPattern: background))
        if let pair = pairs[key] { return pair }
        let next = Int32(pairs.count) + 1
        guard next < capacity, init_extended_pair(next, foreground, background) != ERR else {
            isExhausted = true
            return 0
        }
        pairs[key] = next
        return next
    }

    /// A colour's number in the terminal's own numbering, -1 for its default. Terminals of direct colour number
    /// the first eight as others do and everything else as 0xRRGGBB, so that the darkest blues have to make way.
    private func number(_ color: Color) -> Int32 {
        switch color.degraded(to: depth) {
        case .standard: return -1
        case .indexed(let index):
            if depth != .trueColor || index < 8 { return Int32(index) }
            return number(Color.nominal(index))
        case .rgb(let red, let green, let blue):
            return max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
        }
    }

    /// ncurses cannot strike through: such text is dim.
    private static func attributes(_ attributes: Attributes) -> attr_t {
        var result: attr_t = 0
        if attributes.contains(.bold) { result |= cn_bold() }
        if !attributes.isDisjoint(with: [.dim, .strikethrough]) { result |= cn_dim() }
        if attributes.contains(.italic) { result |= cn_italic() }
        if attributes.contains(.underline) { result |= cn_underline() }
        if attributes.contains(.reverse) { result |= cn_reverse() }
        return result
    }
}
