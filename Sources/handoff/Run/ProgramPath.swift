import Glibc

/// Where the program is that a command names.
enum ProgramPath {
    /// An absolute path. A name without a slash is looked up in `path`, as a shell does; nil where nothing executable is.
    static func resolve(_ name: String, path: String, directory: String) -> String? {
        if name.utf8.contains(UInt8(ascii: "/")) {
            let whole = absolute(name, directory)
            return isProgram(whole) ? whole : nil
        }
        if name.isEmpty { return nil }
        for folder in path.split(separator: ":", omittingEmptySubsequences: false) {
            // An empty entry is the folder that one is in.
            let candidate = absolute((folder.isEmpty ? "." : folder) + "/" + name, directory)
            if isProgram(candidate) { return candidate }
        }
        return nil
    }

    private static func absolute(_ path: String, _ directory: String) -> String {
        path.hasPrefix("/") ? path : directory + (directory.hasSuffix("/") ? "" : "/") + path
    }

    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// Where this process is.
    static func currentDirectory() throws(Failure) -> String {
        guard let path = getcwd(nil, 0) else { throw Failure(io: "the current directory", code: errno) }
        defer { free(path) }
        guard let text = String(validatingCString: path) else {
            throw Failure(.badInput, "the path of the current directory is not UTF-8")
        }
        return text
    }
}
