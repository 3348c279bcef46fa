import Glibc

/// What a path led to at one moment: enough to tell that it leads to something else, or that it was changed.
struct FileMark: Equatable {
    private let device: dev_t
    private let inode: ino_t
    /// Nothing of a directory, which changes whenever something is put into it.
    private var size: off_t = 0
    private var changed: [Int] = []

    /// Nil where the path leads nowhere.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
        guard status.st_mode & S_IFMT == S_IFREG else { return }
        size = status.st_size
        changed = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
