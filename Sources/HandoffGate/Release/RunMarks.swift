import Glibc
import HandoffCards

/// Which actions a process is here to carry out: a locked file each, in a folder that the gate alone can open. The lock goes with the process that
/// holds it, however that ends; the file stays and says that something was left undone.
package struct RunMarks: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// Nil when somebody else holds the mark.
    package func take(_ id: CardID) throws(RunMarkError) -> RunMark? {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw RunMarkError(path: path, code: errno) }
        while true {
            let file = path + "/" + id.text
            let descriptor = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw RunMarkError(path: file, code: errno) }
            let mark = RunMark(path: file, descriptor: descriptor)
            while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                if errno == EINTR { continue }
                if errno == EWOULDBLOCK { return nil }
                throw RunMarkError(path: file, code: errno)
            }
            // Whoever held it before may have taken the file away meanwhile.
            if mark.isNamed { return mark }
        }
    }

    /// The mark of a process that is gone; nil where there is none, or somebody holds it. Who has made one and not locked it yet is not taken for
    /// gone: of the last second none counts as left.
    func left(_ id: CardID) -> RunMark? {
        let file = path + "/" + id.text
        let descriptor = open(file, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        let mark = RunMark(path: file, descriptor: descriptor)
        return mark.isOld && flock(descriptor, LOCK_EX | LOCK_NB) == 0 && mark.isNamed ? mark : nil
    }

    /// Whose marks there are, held or left.
    func all() -> [CardID] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var found: [CardID] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(validating: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let id = name.flatMap(CardID.init) { found.append(id) }
        }
        return found
    }

    /// Whether somebody holds the mark. Those who ask at the same time do not take each other for holders.
    func isTaken(_ id: CardID) -> Bool {
        let descriptor = open(path + "/" + id.text, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        // What cannot be opened for want of it is not held; of anything else nobody can tell, and it counts as held.
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
        flock(descriptor, LOCK_UN)
        return false
    }

    func clear(_ id: CardID) { unlink(path + "/" + id.text) }
}

/// Held from before an action is carried out, by who waits for its approval from before the card is handed in, until all is recorded and told.
package final class RunMark: Sendable {
    private let path: String
    private let descriptor: Int32

    fileprivate init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        // A child that is about to become another program still has it open, and would keep the lock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Whether the file is the one that its name stands for.
    fileprivate var isNamed: Bool {
        var (named, opened) = (stat(), stat())
        return lstat(path, &named) == 0 && fstat(descriptor, &opened) == 0 && named.st_ino == opened.st_ino
            && named.st_dev == opened.st_dev
    }

    fileprivate var isOld: Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        let made = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        return abs(Timestamp.now.milliseconds - made) >= 1000
    }

    /// When nothing is left to be done.
    package func remove() { unlink(path) }
}

package struct RunMarkError: Error, Equatable, Sendable, CustomStringConvertible {
    package let path: String
    package let code: Int32

    package var description: String { "\(path) cannot be used: \(String(cString: strerror(code)))" }
}
