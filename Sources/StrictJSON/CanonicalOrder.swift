/// Which member comes when in the canonical form: by the UTF-16 code units of their names, as ECMAScript sorts.
struct CanonicalOrder {
    /// Empty when the members stand in that order already.
    private var sorted: [Key] = []

    /// The order in which the members stand.
    static let stored = CanonicalOrder(of: [])

    init(of members: [JSONObject.Member]) {
        guard var last = members.first.map({ Key($0.name, index: 0) }) else { return }
        for index in members.indices.dropFirst() {
            let key = Key(members[index].name, index: index)
            guard Self.precedes(last, key, in: members) else {
                sorted = members.indices.map { Key(members[$0].name, index: $0) }
                sorted.sort { Self.precedes($0, $1, in: members) }
                return
            }
            last = key
        }
    }

    subscript(rank: Int) -> Int {
        sorted.isEmpty ? rank : sorted[rank].index
    }

    /// A name's first eight bytes, which settle most comparisons.
    private struct Key {
        let head: UInt64
        let index: Int

        init(_ name: String, index: Int) {
            self.index = index
            head = name.withBytes { bytes in
                if bytes.count >= 8 {
                    return UInt64(bigEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self))
                }
                return bytes.reduce(0) { $0 << 8 | UInt64($1) } << (8 * UInt64(8 - bytes.count))
            }
        }
    }

    private static func precedes(_ left: Key, _ right: Key, in members: [JSONObject.Member]) -> Bool {
        let isASCII = (left.head | right.head) & 0x8080_8080_8080_8080 == 0
        if isASCII, left.head != right.head { return left.head < right.head }
        return precedes(members[left.index].name, members[right.index].name)
    }

    /// Whether one name stands before another.
    ///
    /// The order of UTF-8 bytes is that of code points. That of UTF-16 differs in one place only: characters beyond
    /// U+FFFF are written with surrogates and so stand before U+E000...U+FFFF. Their UTF-8 lead bytes are 0xF0 and
    /// above, and 0xEE and 0xEF.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.withBytes { left in
            right.withBytes { right in
                for (left, right) in zip(left, right) where left != right {
                    if left >= 0xEE, right >= 0xEE, (left >= 0xF0) != (right >= 0xF0) { return left >= 0xF0 }
                    return left < right
                }
                return left.count < right.count
            }
        }
    }
}
