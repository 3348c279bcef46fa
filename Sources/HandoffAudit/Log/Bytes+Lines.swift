import Glibc

extension [UInt8] {
    func firstIndex(ofLineFeedFrom start: Int) -> Int? {
        withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The last one before `end`, which is at most the count.
    func lastIndex(ofLineFeedBefore end: Int) -> Int? {
        withUnsafeBytes { bytes in
            guard end > 0, end <= bytes.count else { return nil }
            return bytes[..<end].lastIndex(of: UInt8(ascii: "\n"))
        }
    }

    /// - Parameter offset: where the range begins in the file.
    func line(_ range: Range<Int>, at offset: Int) throws(BrokenLine) -> AuditLine {
        try withUnsafeBytes { bytes in
            Result { () throws(BrokenLine) in
                try AuditLine(UnsafeRawBufferPointer(rebasing: bytes[range]), at: offset)
            }
        }.get()
    }
}
