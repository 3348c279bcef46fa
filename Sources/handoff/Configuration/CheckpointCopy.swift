import Glibc
import StrictYAML

/// Who gets a copy of each signed checkpoint: one element of `copy_checkpoints_to`.
enum CheckpointCopy: Equatable, Sendable {
    /// Its absolute path.
    case file(String)
    /// A program's absolute path and its arguments; no shell reads them.
    case command([String])

    init(_ node: YAMLNode, file: String) throws(YAMLProblem) {
        switch node.content {
        case .text(let path, _) where path.hasPrefix("/"):
            self = .file(path)
            return
        case .mapping: break
        case .text, .list: throw Self.problem(node, file)
        }
        var members = try YAMLReader(node, file: file, what: "each of copy_checkpoints_to")
        let list = members.node("command")
        let words = try members.strings("command") ?? []
        try members.finish()
        guard let program = words.first, program.hasPrefix("/") else {
            throw members.problem(
                list ?? node, "command should be a list: a program's absolute path, then its arguments")
        }
        self = .command(words)
    }

    private static func problem(_ node: YAMLNode, _ file: String) -> YAMLProblem {
        YAMLProblem(
            file: file, node: node,
            reason: "each of copy_checkpoints_to should be an absolute path or {command: [/PROGRAM, ARGUMENT, …]}")
    }

    /// The file's or the program's.
    var path: String {
        switch self {
        case .file(let path): path
        case .command(let words): words.first ?? ""
        }
    }

    /// Why nothing will arrive there, as an `errno` value; nil when nothing speaks against it. A file that is not there
    /// is made.
    func obstacle() -> Int32? {
        switch self {
        case .file(let path):
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
            guard descriptor >= 0 else { return errno }
            close(descriptor)
            return nil
        case .command:
            var status = stat()
            guard stat(path, &status) == 0 else { return errno }
            guard status.st_mode & S_IFMT == S_IFREG else { return EACCES }
            return access(path, X_OK) == 0 ? nil : errno
        }
    }
}
