import Glibc

/// Where the log's files are: the machine's own file system, or memory with faults for tests.
package protocol Disk: Sendable {
    /// Opens a folder. A missing one is made (0700), and its name is durable in its parent when this returns.
    func folder(_ path: String) throws(DiskError) -> any DiskFolder
}

package protocol DiskFolder: AnyObject, Sendable {
    var path: String { get }
    /// Nil when there is no such file. What is no regular file, a symbolic link included, is an error and never blocks.
    func open(_ name: String, for use: DiskUse) throws(DiskError) -> (any DiskFile)?
    /// Makes a new file (0600) for appending; a file of that name is an error (`EEXIST`).
    func create(_ name: String) throws(DiskError) -> any DiskFile
    /// Of everything in the folder, in no order.
    func names() throws(DiskError) -> [String]
    /// Gives a file another name, at once; a file that had that name is an error (`EEXIST`).
    ///
    /// Only for who holds the log's lock: between looking and renaming, nobody else may make such a file.
    func rename(_ name: String, to other: String) throws(DiskError)
    /// Which file the name stands for now; nil for none.
    func identity(of name: String) throws(DiskError) -> FileIdentity?
    /// Makes the names in the folder durable.
    func synchronize() throws(DiskError)
    /// Tells of changes to the folder's files from now on.
    func watch() throws(DiskError) -> any DiskWatch
}

package enum DiskUse: Sendable {
    case reading
    /// Reading too.
    case appending
}

/// An open file. It is closed, and its lock given up, when the last reference goes.
package protocol DiskFile: AnyObject, Sendable {
    var path: String { get }
    var identity: FileIdentity { get }
    /// In bytes.
    func size() throws(DiskError) -> Int
    /// Fewer bytes than `count` only at the file's end.
    func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8]
    /// Writes at the file's end.
    ///
    /// - Returns: How many bytes were taken, at least one; the rest may be tried again.
    func append(_ bytes: ArraySlice<UInt8>) throws(DiskError) -> Int
    /// Makes content and size durable. After an error nothing is known about what was written since the last success,
    /// and trying again proves nothing.
    func synchronize() throws(DiskError)
    func truncate(to size: Int) throws(DiskError)
    /// Waits until no other open file holds the lock.
    func lock() throws(DiskError)
    func unlock()
}

/// Changes to a folder's files, told through a descriptor.
package protocol DiskWatch: AnyObject, Sendable {
    /// Readable, for `poll(2)`, when something changed since the last `drain`.
    var descriptor: Int32 { get }
    func drain()
}

/// The file itself, whatever its name.
package struct FileIdentity: Hashable, Sendable {
    package var device: UInt64
    package var inode: UInt64

    package init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}

package struct DiskError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Operation: String, Sendable, CaseIterable {
        case open, create, list, rename, examine, lock, read, write, synchronize, truncate, watch

        /// After its failure nobody knows what the file holds, or will hold after a power cut.
        package var leavesContentUnknown: Bool {
            switch self {
            case .write, .synchronize, .truncate: true
            case .open, .create, .list, .rename, .examine, .lock, .read, .watch: false
            }
        }
    }

    package var operation: Operation
    package var path: String
    /// An `errno` value.
    package var code: Int32

    package init(_ operation: Operation, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    package var description: String { "cannot \(operation.rawValue) \(path): \(String(cString: strerror(code)))" }
}
