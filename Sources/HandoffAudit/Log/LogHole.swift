import Glibc

/// Blocks of the log's end that a power cut took while it kept later ones.
///
/// A file system may make a file longer before all its blocks are written; such a block reads as zeros, which no line has.
/// Only what was not synced, and so was not acknowledged to anybody, can be missing.
enum LogHole {
    /// In bytes. Disks write such blocks whole, and larger ones begin at the same places.
    static let blockSize = 512

    /// The first hole in what may not have been synced; nil where there is none. Zeros that no power cut leaves behind are
    /// none: they neither begin with a block or a line nor end with a block or the file.
    ///
    /// - Parameter size: the whole log's.
    static func place(in files: LogFiles, size: Int) throws(AuditError) -> Int? {
        // A byte more, to see whether a line ends before the first.
        let start = max(files.start, size - AuditTransaction.longestUnsynced - 1)
        let reader = BackwardReader(files: files)
        // Nearly always there is no zero at all, which takes less memory to find.
        var isClean = true
        for part in stride(from: start, to: size, by: partSize) where isClean {
            isClean = try reader.bytes(part..<min(size, part + partSize)).firstZero(from: 0) == nil
        }
        if isClean { return nil }
        return place(in: try reader.bytes(start..<size), at: start - files.start).map { start + $0 }
    }

    private static let partSize = 32 << 10

    /// - Parameter offset: of the bytes in their file.
    private static func place(in bytes: [UInt8], at offset: Int) -> Int? {
        var place = 0
        while let first = bytes.firstZero(from: place) {
            var end = first
            while end < bytes.count, bytes[end] == 0 { end += 1 }
            let beginsWell =
                (offset + first) % blockSize == 0 || (first > 0 && bytes[first - 1] == UInt8(ascii: "\n"))
            let endsWell = (offset + end) % blockSize == 0 || end == bytes.count
            if beginsWell, endsWell { return first }
            place = end
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate func firstZero(from place: Int) -> Int? {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, place < bytes.count,
                let found = memchr(start + place, 0, bytes.count - place)
            else { return nil }
            return UnsafeRawPointer(found) - start
        }
    }
}
