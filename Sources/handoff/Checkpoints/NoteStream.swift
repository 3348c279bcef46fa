import Glibc

/// Takes apart what comes for a courier.
struct NoteStream {
    private let descriptor: Int32
    private var bytes: [UInt8] = []

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Waits for the next one; nil at the end. A note without its end is none.
    mutating func next() -> [UInt8]? {
        while true {
            if let end = bytes.firstIndex(of: CheckpointCourier.end) {
                defer { bytes.removeFirst(end + 1) }
                return Array(bytes[..<end])
            }
            if !read() { return nil }
        }
    }

    /// Of those that are there now.
    mutating func passOverAllButNewest() {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&request, 1, 0) > 0, read() {}
        guard let last = bytes.lastIndex(of: CheckpointCourier.end) else { return }
        let before = bytes[..<last].lastIndex(of: CheckpointCourier.end)
        bytes.removeFirst(before.map { $0 + 1 } ?? 0)
    }

    /// - Returns: whether there was anything.
    private mutating func read() -> Bool {
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            bytes += block.prefix(max(0, count))
            return count > 0
        }
    }
}
