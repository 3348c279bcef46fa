import Glibc

/// An executor's program gets what agents must not have, so nobody but the gate's user and root may be able to change what it does.
enum ExecutorProgram {
    /// Where the program is, without a link in its path: after this nobody else can put another one there.
    ///
    /// - Parameter argv: the program and its words, as the policy has them. A script is a word of the program that reads it, so what a
    ///   word names by its absolute path is looked at as the program is, but it may be no file, or not there.
    static func path(of argv: [String]) throws(ProgramNotStarted) -> String {
        guard let program = argv.first else { throw ProgramNotStarted(reason: "the executor has no words") }
        let path = try resolved(program, isProgram: true)
        for word in argv.dropFirst() where word.hasPrefix("/") { _ = try resolved(word, isProgram: false) }
        return path
    }

    /// Who else could change what these words do; nil for nobody.
    static func problem(with argv: [String]) -> String? {
        do throws(ProgramNotStarted) { _ = try path(of: argv) } catch { return error.reason }
        return nil
    }

    /// Goes from the root on and through every link, as the kernel does: each folder and each link on the way could lead elsewhere
    /// tomorrow.
    private static func resolved(_ path: String, isProgram: Bool) throws(ProgramNotStarted) -> String {
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
                if isProgram { throw error }
                try checkNobodyMakes(place, in: "/" + folder.joined(separator: "/"), of: path)
                return place
            }
            let kind = found.st_mode & S_IFMT
            if !isProgram, names.isEmpty, kind != S_IFREG, kind != S_IFLNK { return place }
            try check(found, place, of: path)
            guard kind == S_IFLNK else {
                folder.append(name)
                continue
            }
            links += 1
            guard links <= mostLinks else { throw ProgramNotStarted(reason: "\(path): \(Failure.words(ELOOP))") }
            let target = try target(of: place)
            if target.hasPrefix("/") { folder = [] }
            names += target.split(separator: "/").reversed()
        }
        return "/" + folder.joined(separator: "/")
    }

    private static func status(of place: String) throws(ProgramNotStarted) -> stat {
        var status = stat()
        guard lstat(place, &status) == 0 else {
            throw ProgramNotStarted(reason: "\(place): \(Failure.words(errno))")
        }
        return status
    }

    /// That nobody else can change it, or put another one in its place.
    private static func check(_ status: stat, _ place: String, of path: String) throws(ProgramNotStarted) {
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw ProgramNotStarted(
                reason: "\(place) belongs to somebody else (user \(status.st_uid)), who could change what \(path) does")
        }
        // A link has no mode of its own. In a folder with the sticky bit nobody replaces what is another's.
        let kind = status.st_mode & S_IFMT
        let isSticky = kind == S_IFDIR && status.st_mode & S_ISVTX != 0
        guard kind == S_IFLNK || isSticky || status.st_mode & 0o022 == 0 else {
            throw ProgramNotStarted(reason: "\(place) can be changed by others; chmod go-w \(place)")
        }
    }

    /// What is not there could come between this and the start.
    private static func checkNobodyMakes(_ place: String, in folder: String, of path: String) throws(ProgramNotStarted)
    {
        guard try status(of: folder).st_mode & 0o022 != 0 else { return }
        throw ProgramNotStarted(reason: "\(place) is not there, and others could make it in \(folder)")
    }

    /// No target is longer than a path.
    private static func target(of link: String) throws(ProgramNotStarted) -> String {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &bytes, bytes.count)
        guard count >= 0 else { throw ProgramNotStarted(reason: "\(link): \(Failure.words(errno))") }
        guard let target = String(validating: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) else {
            throw ProgramNotStarted(reason: "\(link) leads to a path that is not UTF-8")
        }
        return target
    }

    /// As many as Linux follows.
    private static let mostLinks = 40
}
