import Glibc

extension String {
    /// Whether both are the same UTF-8 bytes. `==` would also equate different spellings of one character, such as
    /// U+00E9 and U+0065 U+0301, which JSON and every digest tell apart.
    package func hasSameBytes(as other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count else { return false }
        return withBytes { left in
            other.withBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return count == 0 }
                return memcmp(left, right, count) == 0
            }
        }
    }

    /// Calls the body with the UTF-8 bytes, without copying where they are stored contiguously.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }
}
