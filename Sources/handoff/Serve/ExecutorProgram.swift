import Glibc

/// An executor's program gets what agents must not have, so nobody but the gate's user and root may be able to change it.
enum ExecutorProgram {
    /// Who else could change the program, or put another one in its place; nil for nobody. Symbolic links count for what they lead to.
    static func problem(with path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return "\(path): \(String(cString: strerror(errno)))" }
        defer { free(resolved) }
        var place = String(cString: resolved)
        while true {
            var status = stat()
            guard lstat(place, &status) == 0 else { return "\(place): \(String(cString: strerror(errno)))" }
            guard status.st_uid == geteuid() || status.st_uid == 0 else {
                return "\(place) belongs to somebody else (user \(status.st_uid)), who could change what \(path) does"
            }
            // In a folder with the sticky bit nobody replaces what is another's.
            let isSticky = status.st_mode & S_IFMT == S_IFDIR && status.st_mode & S_ISVTX != 0
            guard status.st_mode & 0o022 == 0 || isSticky else {
                return "\(place) can be changed by others; chmod go-w \(place)"
            }
            guard place != "/" else { return nil }
            let slash = place.lastIndex(of: "/") ?? place.startIndex
            place = slash == place.startIndex ? "/" : String(place[..<slash])
        }
    }
}
