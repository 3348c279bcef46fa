import Terminal

/// JSON that is safe to show: the same values, with `\u` escapes for every scalar that `SafeText` would not show as it
/// is.
enum SafeJSON {
    /// - Parameter json: JSON as `JSONValue` writes it: C0 controls are escaped already, and what is not ASCII stands
    ///   in strings.
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        if json.allSatisfy({ $0 < 0x7F }) { return json }
        var result: [UInt8] = []
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            let text = String(scalar)
            if scalar.value < 0x7F || SafeText.line(text).text.unicodeScalars.elementsEqual([scalar]) {
                result += text.utf8
            } else {
                for unit in text.utf16 { result += escape(unit) }
            }
        }
        return result
    }

    private static func escape(_ unit: UInt16) -> [UInt8] {
        let digits = String(unit, radix: 16)
        return Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }
}
