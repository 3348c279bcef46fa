import Glibc
import HandoffCards
import HandoffPolicy
import Synchronization

/// `policy.yaml`: read again whenever the file is another one, or was written to. Where there is none, every action asks.
package final class LivePolicyFile: PolicySource {
    package let path: String
    private let known = Mutex<(state: FileState?, found: PolicyInForce)?>(nil)

    package init(path: String) { self.path = path }

    /// What tells one content of the file from another.
    private struct FileState: Equatable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let modified: Int64
        let changed: Int64
        let mode: UInt32
        let owner: UInt32

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
            changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
            mode = status.st_mode
            owner = status.st_uid
        }

        /// Changed so lately that a change after this one may get the same time: many kernels count time in ticks of some milliseconds.
        var isFresh: Bool { Timestamp.now.milliseconds * 1_000_000 - changed < 100_000_000 }
    }

    package func current() -> PolicyInForce {
        var status = stat()
        let state = stat(path, &status) == 0 ? FileState(status) : nil
        let code = errno
        return known.withLock { known in
            if let known, known.state == state, state != nil || code == ENOENT { return known.found }
            let found = read()
            // Who has it open for writing may close it without a trace.
            known = state?.isFresh == true || found.problem == beingWritten ? nil : (state, found)
            return found
        }
    }

    private var beingWritten: String { "\(path) is being written" }

    /// Why the file is not used, whatever is in it; nil where it is, or is not there.
    package var obstacle: String? {
        do { _ = try text() } catch { return error.reason }
        return nil
    }

    private func read() -> PolicyInForce {
        let text: String?
        do { text = try self.text() } catch { return PolicyInForce(.standard, problem: error.reason) }
        guard let text else { return PolicyInForce(.standard) }
        let reading = PolicyReading(text, file: path)
        guard let policy = reading.policy else {
            let errors = reading.problems.filter { $0.severity == .error }
            return PolicyInForce(.standard, problem: errors.first.map(\.description) ?? "\(path) is no policy")
        }
        return PolicyInForce(policy)
    }

    /// Nil where there is no file.
    private func text() throws(OwnedPath.Problem) -> String? {
        var named = stat()
        // A link that leads nowhere is there.
        if lstat(path, &named) != 0, errno == ENOENT { return nil }
        let descriptor = open(try OwnedPath.resolved(path, .anything), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw OwnedPath.Problem(reason: "\(path) is no regular file")
        }
        // Half a policy may be a good one that forbids less. Who does not own the file cannot tell.
        if fcntl(descriptor, Self.setLease, F_RDLCK) == 0 {
            _ = fcntl(descriptor, Self.setLease, F_UNLCK)
        } else if errno == EAGAIN {
            throw OwnedPath.Problem(reason: beingWritten)
        }
        let bytes: [UInt8]
        do { bytes = try WholeFile.bytes(of: descriptor, limit: Self.longest) } catch {
            switch error {
            case .failed(let code): throw unreadable(code)
            case .tooLong: throw OwnedPath.Problem(reason: "\(path) is longer than \(Self.longest) bytes")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw OwnedPath.Problem(reason: "\(path) is not UTF-8")
        }
        return text
    }

    private func unreadable(_ code: Int32) -> OwnedPath.Problem {
        OwnedPath.Problem(reason: "\(path) cannot be read: \(String(cString: strerror(code)))")
    }

    /// In bytes.
    package static let longest = 4 << 20
    /// `F_SETLEASE`, which the C library's headers only show to GNU programs.
    private static let setLease: Int32 = 1024
}
