/// The names that an object has so far.
///
/// A filter of 64 bits says most new names to be new; where it cannot, few members are searched and many are kept in a
/// set, so that an object with very many of them does not make the search quadratic. Names can be chosen to collide in
/// the filter, which costs a bounded search; not in the set, whose hashes Swift seeds.
struct NameSet {
    private static let searchLimit = 32
    private let firstMember: Int
    private var filter: UInt64 = 0
    private var names: Set<Name> = []

    /// - Parameter firstMember: where in the members that are handed to `insert` this object's own begin.
    init(firstMember: Int) {
        self.firstMember = firstMember
    }

    /// Whether the name is new. The members are those read before it.
    mutating func insert(_ name: String, after members: borrowing GrowingBuffer<JSONObject.Member>) -> Bool {
        let bit = Self.filterBit(name)
        let isCertainlyNew = filter & bit == 0
        filter |= bit
        if members.count - firstMember < Self.searchLimit {
            return isCertainlyNew
                || members.withElements(from: firstMember) { own in !own.contains { $0.name.hasSameBytes(as: name) } }
        }
        if names.isEmpty {
            names = members.withElements(from: firstMember) { own in Set(own.map { Name(text: $0.name) }) }
        }
        return names.insert(Name(text: name)).inserted
    }

    /// One of 64 bits, from the name's length and its first and last eight bytes.
    private static func filterBit(_ name: String) -> UInt64 {
        name.withBytes { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            let count = bytes.count
            let head: UInt64
            let tail: UInt64
            switch count {
            case 8...:
                head = bytes.loadUnaligned(as: UInt64.self)
                tail = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            case 4...:
                head = UInt64(bytes.loadUnaligned(as: UInt32.self))
                tail = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            case 1...:
                head = UInt64(bytes[0])
                tail = UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1])
            default:
                (head, tail) = (0, 0)
            }
            let mixed = (head ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15 ^ tail &* 0xC2B2_AE3D_27D4_EB4F
            return 1 << (mixed >> 58)
        }
    }

    private struct Name: Hashable {
        let text: String

        static func == (left: Name, right: Name) -> Bool {
            left.text.hasSameBytes(as: right.text)
        }

        func hash(into hasher: inout Hasher) {
            text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
