import Glibc
import HandoffCards

/// What can go wrong with a store. Paths are in printable ASCII (`FileName.description`) as far as others could choose them.
package enum QueueError: Error, Equatable, Sendable {
    /// The card waits, was retired or has a decision.
    case alreadyExists(CardID)
    case notRegular(FileKind, path: String)
    /// In bytes. The size is of a file that was found, or of a document that was to be handed in.
    case tooLarge(size: Int, limit: Int, path: String)
    case ownerNotAllowed(user: UInt32, path: String)
    case unreadable(path: String, errno: Int32)
    /// A name that no outcome is allowed to have.
    case badName(path: String)
    /// Somebody took the file away.
    case vanished(path: String)
    /// Somebody wrote to the file while it was read; it tells when it is closed.
    case changedWhileRead(path: String)
    /// The queue's directory, or one in it, is not there, or was removed after it was opened.
    case noDirectory(path: String)
    /// The system's limit on watching directories is reached; `setting` is the sysctl that raises it.
    case tooManyWatches(setting: String)
    case io(operation: String, path: String, errno: Int32)

    /// Whether the file can never be admitted as it is, and belongs in quarantine. Otherwise it may be well, and trying again may do.
    package var isFileAtFault: Bool {
        switch self {
        case .notRegular, .tooLarge, .ownerNotAllowed, .unreadable, .badName: true
        default: false
        }
    }
}

extension QueueError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .alreadyExists(let id):
            "a card with the ID \(id) was handed in before; hand this one in under another ID"
        case .notRegular(let kind, let path):
            "\(path) is \(kind), not a regular file"
        case .tooLarge(let size, let limit, let path):
            "\(path) has \(size) bytes, more than the \(limit) that are allowed"
        case .ownerNotAllowed(let user, let path):
            "\(path) belongs to the user with the number \(user), who may not hand cards in"
        case .unreadable(let path, let errno):
            "\(path) cannot be read: \(Self.words(errno)); its owner has to make it readable"
        case .badName(let path):
            "\(path) has a name that is no outcome's: ID.json, or ID.2.json and so on"
        case .vanished(let path):
            "\(path) is gone; somebody took it away"
        case .changedWhileRead(let path):
            "\(path) was written to while it was read; it is read again when it is closed"
        case .noDirectory(let path):
            "there is no directory \(path); `handoff init` makes it"
        case .tooManyWatches(let setting):
            "the system watches as many directories as it may; raise it with `sysctl \(setting)=…`, or end programs that watch files"
        case .io(let operation, let path, let errno):
            "cannot \(operation) \(path): \(Self.words(errno))" + Self.advice(errno)
        }
    }

    private static func words(_ errno: Int32) -> String { String(cString: strerror(errno)) }

    private static func advice(_ errno: Int32) -> String {
        switch errno {
        case ENOSPC: "; free some space on that file system and try again"
        case EDQUOT: "; free some of your quota on that file system and try again"
        case EACCES, EPERM: "; check who owns the directory and who may write to it"
        case EROFS: "; the file system is mounted read-only"
        case EMFILE: "; this program has too many files open (`ulimit -n` raises its limit)"
        case ENFILE: "; the system has too many files open"
        case EIO: "; the disk may be failing, see `dmesg`"
        default: ""
        }
    }
}
