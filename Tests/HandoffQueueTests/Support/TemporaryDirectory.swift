import Glibc

/// A directory of its own under /tmp, removed with all that is in it when released.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/handoff-queue-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(errno: errno) }
        path = template.withUnsafeBufferPointer {
            String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    deinit { Self.empty(path); rmdir(path) }

    struct Failure: Error { let errno: Int32 }

    private static func empty(_ path: String) {
        guard let stream = opendir(path) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name == Array(".".utf8) || name == Array("..".utf8) { continue }
            let full = (Array(path.utf8) + [UInt8(ascii: "/")] + name + [0]).map(CChar.init(bitPattern:))
            if entry.pointee.d_type == DT_DIR {
                empty(path + "/" + String(decoding: name, as: UTF8.self))
                rmdir(full)
            } else {
                unlink(full)
            }
        }
    }
}
