import Glibc
import HandoffCards
import StrictJSON

/// The files that the demo's agents act on, in place of a mail server, a cluster and a database.
struct Stage {
    let path: String

    func read(_ name: String) throws(Failure) -> String {
        String(decoding: try Self.bytes(of: path + "/" + name), as: UTF8.self)
    }

    /// Replaces the file.
    func write(_ text: String, to name: String) throws(Failure) {
        try Self.write(Array(text.utf8), to: path + "/" + name, flags: O_TRUNC)
    }

    func append(_ line: String, to name: String) throws(Failure) {
        try Self.write(Array((line + "\n").utf8), to: path + "/" + name, flags: O_APPEND)
    }

    fileprivate static func bytes(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(io: path, code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(descriptor, &block, block.count)
            guard count >= 0 else { throw Failure(io: path, code: errno) }
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }

    fileprivate static func write(_ bytes: [UInt8], to path: String, flags: Int32) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
        guard descriptor >= 0 else { throw Failure(io: path, code: errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw Failure(io: path, code: errno) }
            written += count
        }
    }
}

extension JSONValue {
    /// Into `queue/saved/ID/state.json`.
    func save(for id: CardID, in place: String) throws(Failure) {
        let folder = place + "/" + id.text
        for path in [place, folder] where mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw Failure(io: path, code: errno)
        }
        try Stage.write(prettyBytes(), to: folder + "/state.json", flags: O_TRUNC)
    }

    /// Nil when nothing readable was saved.
    init?(savedFor id: CardID, in place: String) {
        guard let bytes = try? Stage.bytes(of: place + "/" + id.text + "/state.json"),
            let value = try? JSONValue(parsing: bytes)
        else { return nil }
        self = value
    }
}
