import Glibc

/// A path that nobody but the gate's user and root can have lead to something else, or change what it leads to.
package enum OwnedPath {
    package struct Problem: Error, Equatable {
        package let reason: String
    }

    /// What has to be there.
    package enum Kind: Sendable {
        case existing
        /// A folder in which nobody else makes or replaces anything.
        case closedFolder
        /// Anything or nothing; only a file is looked at, as only a file says what somebody does.
        case anything
    }

    /// The path without a link in it: after this nobody else can put another file there.
    ///
    /// Goes from the root on and through every link, as the kernel does: each folder and each link on the way could lead elsewhere
    /// tomorrow.
    package static func resolved(_ path: String, _ wanted: Kind = .existing) throws(Problem) -> String {
        let path = try absolute(path)
        var folder: [Substring] = []
        // What is still to be walked, the next one last.
        var names: [Substring] = path.split(separator: "/").reversed()
        var links = 0
        try check(try status(of: "/"), "/", of: path)
        while let name = names.popLast() {
            if name == "." { continue }
            if name == ".." {
                _ = folder.popLast()
                continue
            }
            let place = "/" + (folder + [name]).joined(separator: "/")
            let found: stat
            do { found = try status(of: place) } catch {
                if wanted != .anything { throw error }
                try checkNobodyMakes(place, in: "/" + folder.joined(separator: "/"), of: path)
                return place
            }
            let kind = found.st_mode & S_IFMT
            if wanted == .anything, names.isEmpty, kind != S_IFREG, kind != S_IFLNK { return place }
            try check(found, place, of: path)
            guard kind == S_IFLNK else {
                folder.append(name)
                continue
            }
            links += 1
            guard links <= mostLinks else { throw Problem(reason: "\(path): \(words(ELOOP))") }
            let target = try target(of: place)
            if target.hasPrefix("/") { folder = [] }
            names += target.split(separator: "/").reversed()
        }
        let place = "/" + folder.joined(separator: "/")
        if wanted == .closedFolder, try status(of: place).st_mode & 0o022 != 0 {
            throw Problem(reason: "others can put files into \(place); chmod go-w \(place)")
        }
        return place
    }

    private static func absolute(_ path: String) throws(Problem) -> String {
        if path.hasPrefix("/") { return path }
        guard let here = getcwd(nil, 0) else { throw Problem(reason: "\(path): \(words(errno))") }
        defer { free(here) }
        return String(cString: here) + "/" + path
    }

    private static func status(of place: String) throws(Problem) -> stat {
        var status = stat()
        guard lstat(place, &status) == 0 else { throw Problem(reason: "\(place): \(words(errno))") }
        return status
    }

    /// That nobody else can change it, or put another one in its place.
    private static func check(_ status: stat, _ place: String, of path: String) throws(Problem) {
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw Problem(
                reason: "\(place) belongs to somebody else (user \(status.st_uid)), who could change what \(path) does")
        }
        // A link has no mode of its own. In a folder with the sticky bit nobody replaces what is another's.
        let kind = status.st_mode & S_IFMT
        let isSticky = kind == S_IFDIR && status.st_mode & S_ISVTX != 0
        guard kind == S_IFLNK || isSticky || status.st_mode & 0o022 == 0 else {
            throw Problem(reason: "\(place) can be changed by others; chmod go-w \(place)")
        }
    }

    /// What is not there could come between this and the use.
    private static func checkNobodyMakes(_ place: String, in folder: String, of path: String) throws(Problem) {
        guard try status(of: folder).st_mode & 0o022 != 0 else { return }
        throw Problem(reason: "\(place) is not there, and others could make it in \(folder)")
    }

    /// No target is longer than a path.
    private static func target(of link: String) throws(Problem) -> String {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &bytes, bytes.count)
        guard count >= 0 else { throw Problem(reason: "\(link): \(words(errno))") }
        guard let target = String(validating: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) else {
            throw Problem(reason: "\(link) leads to a path that is not UTF-8")
        }
        return target
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// As many as Linux follows.
    private static let mostLinks = 40
}
