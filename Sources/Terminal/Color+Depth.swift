extension Color {
    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    /// `#rrggbb`, `default`, or one of the sixteen: `black` … `white`, `light-black` … `light-white`.
    package init?(parsing text: String) {
        if text == "default" {
            self = .standard
            return
        }
        if text.first == "#" {
            let digits = text.dropFirst()
            guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
                return nil
            }
            self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
            return
        }
        let isLight = text.hasPrefix("light-")
        guard let index = Color.names.firstIndex(of: isLight ? String(text.dropFirst(6)) : text) else { return nil }
        self = .indexed(UInt8(index + (isLight ? 8 : 0)))
    }

    /// The nearest colour that a terminal of this depth has.
    package func degraded(to depth: ColorDepth) -> Color {
        switch (depth, self) {
        case (.none, _), (_, .standard): .standard
        case (.trueColor, _): self
        case (.palette256, .rgb(let red, let green, let blue)): .indexed(Color.nearest256(red, green, blue))
        case (.palette256, .indexed): self
        case (.sixteen, .rgb(let red, let green, let blue)): .indexed(Color.nearest16(red, green, blue))
        case (.sixteen, .indexed(let index)):
            if index < 16 { self } else { Color.nominal(index).degraded(to: .sixteen) }
        }
    }

    /// xterm's value of a palette entry: the sixteen, a 6×6×6 cube, 24 greys.
    package static func nominal(_ index: UInt8) -> Color {
        let value = Int(index)
        if value < 16 {
            let (red, green, blue) = sixteen[value]
            return .rgb(red, green, blue)
        }
        if value < 232 {
            let cube = value - 16
            return .rgb(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
        }
        let grey = UInt8(8 + (value - 232) * 10)
        return .rgb(grey, grey, grey)
    }

    private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

    private static let sixteen: [(UInt8, UInt8, UInt8)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    ]

    /// The nearer of the best cube entry and the best grey, by Euclidean distance.
    private static func nearest256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
        let (r, g, b) = (level(red), level(green), level(blue))
        let average = (Int(red) + Int(green) + Int(blue)) / 3
        let grey = min(23, max(0, (average - 3) / 10))
        func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
            let (dr, dg, db) = (Int(red) - r, Int(green) - g, Int(blue) - b)
            return dr * dr + dg * dg + db * db
        }
        let ofCube = distance(Int(levels[r]), Int(levels[g]), Int(levels[b]))
        let greyLevel = 8 + grey * 10
        let ofGrey = distance(greyLevel, greyLevel, greyLevel)
        return UInt8(ofGrey < ofCube ? 232 + grey : 16 + 36 * r + 6 * g + b)
    }

    /// By hue, since by distance every pastel is grey: a channel above the middle of the extremes is on. Dark
    /// colours are black, and those without hue go to the four greys by lightness.
    private static func nearest16(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        let (low, high) = (Int(min(red, green, blue)), Int(max(red, green, blue)))
        if high - low < 48 {
            let average = (low + high) / 2
            return average < 64 ? 0 : average < 160 ? 8 : average < 240 ? 7 : 15
        }
        if high < 128 { return 0 }
        func bit(_ channel: UInt8, _ bit: UInt8) -> UInt8 { 2 * Int(channel) > low + high ? bit : 0 }
        return bit(red, 1) | bit(green, 2) | bit(blue, 4) | (high >= 216 ? 8 : 0)
    }
}
