import Glibc
import Testing

/// A file system of 64 KiB, for as long as this lives.
final class SmallDisk {
    private let path: String

    static let canMount: Bool = {
        var template = Array("/tmp/handoff-mount-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { return false }
        let path = String(cString: made)
        defer { rmdir(path) }
        guard mount(path) else { return false }
        unmount(path)
        return true
    }()

    init(at path: String) throws {
        mkdir(path, 0o700)
        try #require(Self.mount(path))
        self.path = path
    }

    deinit { Self.unmount(path) }

    private static func mount(_ path: String) -> Bool {
        system("mount -t tmpfs -o size=64k,mode=700 none '\(path)' 2>/dev/null") == 0
    }

    private static func unmount(_ path: String) { system("umount -l '\(path)'") }

    func fill() {
        let file = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4096)
        while write(file, block, block.count) > 0 {}
    }

    func clear() { unlink(path + "/filler") }
}
