import Glibc
import StrictYAML
import Terminal

/// Finds themes by name: the user's own first, then those that came with the program, then those of the source tree it
/// was built in.
struct ThemeLoader {
    let folders: [String]

    static let standardTheme = "default-dark"

    init(folders: [String]) { self.folders = folders }

    /// - Parameter configuration: the folder that has the user's own `themes`.
    init(configuration: String) {
        self.init(folders: [configuration + "/themes"] + Self.foldersBeside(executable: Self.executable()))
    }

    /// `../share/handoff/themes` of the executable's folder, and the `themes` beside the nearest `Package.swift` above
    /// it.
    static func foldersBeside(executable: String) -> [String] {
        var folder = parent(executable)
        var folders = [parent(folder) + "/share/handoff/themes"]
        while !folder.isEmpty {
            if access(folder + "/Package.swift", F_OK) == 0 {
                folders.append(folder + "/themes")
                break
            }
            folder = parent(folder)
        }
        return folders
    }

    /// The names of all themes that there are, sorted.
    func names() -> [String] {
        Set(folders.flatMap { DirectoryListing.names(in: $0).compactMap(Self.themeName) }).sorted()
    }

    /// The theme of that name with all it inherits. For the standard theme's name the built-in one steps in where there
    /// is no file.
    func theme(named name: String?) throws -> Theme {
        let name = name ?? Self.standardTheme
        guard let file = try file(name) else {
            if name == Self.standardTheme || name == Theme.builtIn.name { return Theme.builtIn }
            throw ThemeNotFound(name: name, has: names(), folders: folders)
        }
        var lineage = [file]
        while let parent = lineage.last?.document.inherits, !lineage.contains(where: { $0.document.name == parent }) {
            guard let file = try self.file(parent) else { break }
            lineage.append(file)
        }
        let parents = Dictionary(uniqueKeysWithValues: lineage.map { ($0.document.name, $0.document) })
        do { return try Theme(resolving: file.document, parents: parents) } catch {
            throw lineage.compactMap { $0.place(of: error) }.first
                ?? YAMLProblem(file: file.path, node: nil, reason: error.description)
        }
    }

    private func file(_ name: String) throws -> ThemeFile? {
        guard !name.isEmpty, !name.contains("/") else { return nil }
        for folder in folders {
            let path = folder + "/" + name + Self.suffix
            do {
                let text = String(decoding: try InputFile.read(path, limit: Self.longest), as: UTF8.self)
                return try ThemeFile(parsing: text, name: name, path: path)
            } catch InputError.missing { continue }
        }
        return nil
    }

    private static func themeName(_ file: String) -> String? {
        file.hasSuffix(suffix) && !file.hasPrefix(".") ? String(file.dropLast(suffix.count)) : nil
    }

    private static let suffix = ".yaml"
    private static let longest = 1 << 20

    private static func executable() -> String {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}

struct ThemeNotFound: Error, Equatable {
    let name: String
    let has: [String]
    let folders: [String]
}
