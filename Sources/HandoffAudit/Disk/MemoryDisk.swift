import Glibc
import Synchronization

/// A disk in memory for tests. It distinguishes what was written from what would survive a power cut, and fails when
/// told to.
package final class MemoryDisk: Disk {
    let contents: Mutex<Contents>

    package init() { contents = Mutex(Contents()) }

    init(_ contents: Contents) { self.contents = Mutex(contents) }

    package func folder(_ path: String) throws(DiskError) -> any DiskFolder { MemoryFolder(path: path, disk: self) }

    /// What is on the disk; faults are counted and thrown here.
    struct Contents: Sendable {
        var files: [UInt64: Content] = [:]
        /// Full paths.
        var names: [String: UInt64] = [:]
        var durableNames: [String: UInt64] = [:]
        /// Changes that no sync of their folder has followed yet, in their order.
        var unsyncedNames: [NameChange] = []
        /// Which open file holds the lock of a file.
        var holders: [UInt64: ObjectIdentifier] = [:]
        var watches: [Int32: String] = [:]
        var faults = Faults()
    }

    /// A new file, or another name for one.
    struct NameChange: Sendable {
        var path: String
        var number: UInt64
        /// Nil for a new file.
        var former: String?

        func apply(to names: inout [String: UInt64]) {
            if let former, names[former] == number { names[former] = nil }
            names[path] = number
        }
    }

    /// One file.
    struct Content: Sendable {
        var written: [UInt8] = []
        var durable: [UInt8] = []
        /// Written bytes that a failed sync gave up: later syncs pass over them, as kernels do.
        var lost: Range<Int>?

        mutating func truncate(to size: Int) {
            if size < written.count { written.removeLast(written.count - size) }
            written += Array(repeating: 0, count: size - written.count)
            lost = lost.flatMap { $0.lowerBound < size ? $0.lowerBound..<min($0.upperBound, size) : nil }
        }

        mutating func synchronize() {
            durable = written
            for place in lost ?? 0..<0 { durable[place] = 0 }
        }

        mutating func failToSynchronize() {
            let start = zip(written, durable).prefix { $0 == $1 }.count
            lost = min(start, lost?.lowerBound ?? start)..<written.count
        }
    }

    func change<R: Sendable>(_ change: (inout Contents) throws(DiskError) -> R) throws(DiskError) -> R {
        try contents.withLock { contents throws(DiskError) in try change(&contents) }
    }
}
