import Glibc
import HandoffAudit

/// The file in which a process makes an index anew, `index.sqlite.PID`, and what SQLite puts beside it.
struct UnfinishedIndex {
    let path: String

    /// - Parameter index: the path of the index that it is to replace.
    init(of index: String, process: pid_t = getpid()) { path = "\(index).\(process)" }

    func remove() { for suffix in [""] + Self.suffixes { unlink(path + suffix) } }

    /// Removes what processes left that are gone.
    static func removeAbandoned(of index: String) {
        let slash = index.lastIndex(of: "/")
        let folder = slash.map { String(index[...$0]) } ?? "."
        let prefix = (slash.map { String(index[index.index(after: $0)...]) } ?? index) + "."
        guard let names = try? RealDisk().folder(folder).names() else { return }
        for name in names where name.hasPrefix(prefix) {
            var rest = name.dropFirst(prefix.count)
            for suffix in suffixes where rest.hasSuffix(suffix) { rest = rest.dropLast(suffix.count) }
            guard let process = pid_t(rest), process > 0, kill(process, 0) != 0, errno == ESRCH else { continue }
            UnfinishedIndex(of: index, process: process).remove()
        }
    }

    private static let suffixes = ["-journal", "-wal", "-shm"]
}
