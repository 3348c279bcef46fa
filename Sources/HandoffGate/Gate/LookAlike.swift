/// What a name looks like. A small part of Unicode's list of confusable characters (UTS #39): those of the letters in the gate's own name.
enum LookAlike {
    /// The letters of a name in lower case, each as the plain one that it looks like; all else is left out.
    static func letters(of name: String) -> String {
        var letters = ""
        for scalar in name.lowercased().unicodeScalars {
            if let plain = plain(scalar) {
                letters += plain
            } else if scalar.properties.isAlphabetic {
                letters.unicodeScalars.append(scalar)
            }
        }
        return letters
    }

    private static func plain(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        // Full width.
        case 0xFF41...0xFF5A: letter(scalar.value - 0xFF41)
        // Circled, and regional indicators.
        case 0x24D0...0x24E9: letter(scalar.value - 0x24D0)
        case 0x1F1E6...0x1F1FF: letter(scalar.value - 0x1F1E6)
        // Thirteen mathematical alphabets, large letters and small ones.
        case 0x1D400...0x1D6A3: letter((scalar.value - 0x1D400) % 26)
        case 0xFB00: "ff"
        default: table[scalar]
        }
    }

    private static func letter(_ place: UInt32) -> String? {
        Unicode.Scalar(0x61 + place).map { String(Character($0)) }
    }

    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for (plain, others) in [
            ("h", "һհℎħĥḥẖһ"), ("a", "аαɑàáâãäåāăąǎạảª"), ("n", "ոռпñńņňǹṇɴη"), ("d", "ԁďđḍɗⅾ"),
            ("o", "оοօσoòóôõöøōŏőǒọỏº0০०٥ᴏ"), ("f", "ƒḟϝքꬵſ"),
        ] {
            for scalar in others.unicodeScalars { table[scalar] = plain }
        }
        return table
    }()
}
