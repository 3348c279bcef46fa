/// RFC 3492, the encoding half.
enum Punycode {
    /// `xn--…` for a label that is not all ASCII, of its lower-case form; printable ASCII is left as it is.
    static func label(_ scalars: Substring.UnicodeScalarView) -> String {
        if scalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }) { return String(scalars) }
        let isPrintable = scalars.allSatisfy { $0.value > 0x9F || $0.value >= 0x20 && $0.value < 0x7F }
        guard isPrintable, let encoded = encode(Substring(scalars).lowercased().unicodeScalars.map(\.value)) else {
            return "(no host name)"
        }
        return "xn--" + encoded
    }

    /// Section 6.3; nil where a DNS label (63 octets) could not hold it anyway.
    static func encode(_ input: [UInt32]) -> String? {
        if input.count > 63 { return nil }
        var output = input.filter { $0 < 0x80 }.map { UInt8($0) }
        let basic = output.count
        var handled = basic
        if basic > 0 { output.append(0x2D) }
        var (n, delta, bias): (UInt32, UInt32, UInt32) = (128, 0, 72)
        while handled < input.count {
            let next = input.reduce(UInt32.max) { $1 >= n ? min($0, $1) : $0 }
            delta += (next - n) * UInt32(handled + 1)
            n = next
            for value in input {
                if value < n { delta += 1 }
                if value != n { continue }
                var rest = delta
                var k: UInt32 = 36
                while true {
                    let threshold = k <= bias ? 1 : min(26, k - bias)
                    if rest < threshold { break }
                    output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
                    rest = (rest - threshold) / (36 - threshold)
                    k += 36
                }
                output.append(digit(rest))
                bias = adapt(delta, count: UInt32(handled + 1), isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// 0–25 are `a`–`z`, 26–35 are `0`–`9`.
    private static func digit(_ value: UInt32) -> UInt8 { UInt8(value < 26 ? value + 97 : value + 22) }

    /// Section 6.1.
    private static func adapt(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var k: UInt32 = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
