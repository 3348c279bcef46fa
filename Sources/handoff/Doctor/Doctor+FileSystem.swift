import Glibc

extension Doctor {
    /// Locks and change notices that other machines do not see would let two gates decide apart.
    func fileSystem() -> Check {
        var status = stat()
        guard stat(home.root, &status) == 0 else { return .fail("file system", Failure.words(errno), nil) }
        guard let kind = Self.kind(ofDevice: status.st_dev) else {
            return .ok("file system", "of a kind that is not listed")
        }
        let isShared = Self.sharedKinds.contains { kind == $0 || kind.hasPrefix($0 + ".") }
        guard isShared else { return .ok("file system", kind) }
        return .warn(
            "file system", "\(kind): changes made on other machines are not noticed", "Keep the home on a local disk.")
    }

    private static let sharedKinds = [
        "nfs", "nfs4", "cifs", "smb3", "fuse", "9p", "ceph", "lustre", "glusterfs", "afs", "virtiofs",
    ]

    /// From the list of mounts of proc(5): `36 35 98:0 / /mnt options … - ext4 /dev/sda …`
    private static func kind(ofDevice device: dev_t) -> String? {
        let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
        let minor = device & 0xFF | (device >> 12) & ~0xFF & 0xFFFF_FFFF
        let list = (try? InputFile.read("/proc/self/mountinfo", limit: 1 << 22)) ?? []
        for line in String(decoding: list, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2, words[2] == "\(major):\(minor)", let dash = words.firstIndex(of: "-"),
                dash + 1 < words.count
            else { continue }
            return String(words[dash + 1])
        }
        return nil
    }
}
