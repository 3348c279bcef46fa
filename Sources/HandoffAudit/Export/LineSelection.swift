/// Lines of a log, by where they begin: a bit for each stretch of bytes in which no two lines can begin. A log of 4.5 GB takes 4.4 MB.
package struct LineSelection: Sendable {
    private var bits: [UInt64]

    /// The shortest line has more bytes than this, its line feed included.
    private static let stretch = 128

    /// - Parameter bytes: how long the log is; what begins later can be neither put in nor found.
    package init(bytes: Int) { bits = Array(repeating: 0, count: bytes / Self.stretch / 64 + 1) }

    package mutating func insert(_ offset: Int) {
        let (word, bit) = Self.place(offset)
        if bits.indices.contains(word) { bits[word] |= bit }
    }

    package func contains(_ offset: Int) -> Bool {
        let (word, bit) = Self.place(offset)
        return bits.indices.contains(word) && bits[word] & bit != 0
    }

    private static func place(_ offset: Int) -> (word: Int, bit: UInt64) {
        let place = offset / stretch
        return (place / 64, 1 << UInt64(place % 64))
    }
}
