import Glibc
import HandoffCards

/// The directories of a queue, under the names that design and documentation fix.
package final class QueueFolders: Sendable {
    let root: Folder
    let tmp: Folder
    let new: Folder
    let decisions: Folder
    let outcomes: Folder
    let done: Folder
    let bad: Folder

    package static let names = ["tmp", "new", "decisions", "outcomes", "saved", "done", "bad"]

    /// Opens the directories; with `create` makes those that are missing, for this user alone, and leaves the modes of the others.
    init(root path: String, create: Bool) throws(QueueError) {
        if create { try Self.makeDirectory(path) }
        let root = Folder(path: path, flags: 0, named: path)
        let descriptor = try root.descriptor()
        if create {
            var made = false
            for name in Self.names {
                if mkdirat(descriptor, name, 0o700) == 0 {
                    made = true
                } else if errno != EEXIST {
                    throw .io(operation: "make the directory", path: path + "/" + name, errno: errno)
                }
            }
            if made { try root.sync() }
        }
        // Links are not followed: whoever may write to the root could otherwise send cards elsewhere.
        func folder(_ name: String) -> Folder {
            Folder(path: path + "/" + name, flags: O_NOFOLLOW, in: descriptor, named: name)
        }
        self.root = root
        tmp = folder("tmp")
        new = folder("new")
        decisions = folder("decisions")
        outcomes = folder("outcomes")
        done = folder("done")
        bad = folder("bad")
    }

    /// Makes a directory and those above it that are missing, durably: what stands in them is no safer than they are.
    private static func makeDirectory(_ path: String) throws(QueueError) {
        if mkdir(path, 0o700) != 0 {
            if errno == EEXIST { return }
            guard errno == ENOENT, let parent = parent(of: path) else {
                throw .io(operation: "make the directory", path: path, errno: errno)
            }
            try makeDirectory(parent)
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw .io(operation: "make the directory", path: path, errno: errno)
            }
        }
        let parent = parent(of: path) ?? "."
        try Folder(path: parent, flags: 0, named: parent).sync()
    }

    private static func parent(of path: String) -> String? {
        let trimmed = path.last == "/" ? path.dropLast() : path[...]
        guard let slash = trimmed.lastIndex(of: "/") else { return nil }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }
}

extension QueueFolders {
    /// How much of a delivery has been synced when it is there.
    enum Durability { case none, contentsAndName }

    /// Puts a file in place whole: written in `tmp`, then renamed. False when the name is taken and `replacing` is not set.
    func deliver(
        _ bytes: [UInt8], to folder: Folder, as name: FileName, replacing: Bool = false, _ durability: Durability
    ) throws(QueueError) -> Bool {
        _ = try folder.descriptor()  // Before a draft is written that could go nowhere.
        let draft = FileName(card: .unique(now: .now))
        try write(bytes, to: draft, syncing: durability != .none)
        let problem =
            replacing
            ? try tmp.replace(name, in: folder, with: draft) : try tmp.move(draft, to: folder, as: name)
        guard problem == 0 else {
            _ = tmp.remove(draft)
            if problem == EEXIST, !replacing { return false }
            throw .io(operation: "put a file at", path: folder.path(of: name), errno: problem)
        }
        if durability == .contentsAndName { try folder.sync() }
        return true
    }

    private func write(_ bytes: [UInt8], to draft: FileName, syncing: Bool) throws(QueueError) {
        let directory = try tmp.descriptor()
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = draft.withCString { openat(directory, $0, flags, 0o640) }
        guard file >= 0 else {
            throw errno == ENOENT
                ? .noDirectory(path: tmp.path) : .io(operation: "make", path: tmp.path(of: draft), errno: errno)
        }
        // Whatever the umask: the folder decides who gets to it, and there its group is the one that may read.
        var problem: Int32 = fchmod(file, 0o640) == 0 ? 0 : errno
        var written = 0
        while problem == 0, written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { problem = errno }
        }
        if problem == 0, syncing, fsync(file) != 0 { problem = errno }
        if close(file) != 0, errno != EINTR, problem == 0 { problem = errno }
        guard problem == 0 else {
            _ = tmp.remove(draft)
            throw .io(operation: "write", path: tmp.path(of: draft), errno: problem)
        }
    }
}
