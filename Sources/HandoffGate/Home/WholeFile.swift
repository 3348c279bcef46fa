import Glibc

/// Reads all that an open file has.
package enum WholeFile {
    package enum Problem: Error, Equatable {
        case failed(code: Int32)
        case tooLong
    }

    /// - Parameter limit: in bytes; a file with more of them is not read on.
    package static func bytes(of descriptor: Int32, limit: Int) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(code: errno) }
            if count == 0 { return bytes }
            bytes += block[..<count]
            guard bytes.count <= limit else { throw .tooLong }
        }
    }
}
