import Glibc

/// What the figures were measured on, as far as it explains them.
struct Machine: CustomStringConvertible {
    let processors: Int
    /// Of the last minute, before anything was measured.
    let load: Double
    let fileSystem: String

    init(directory: String) {
        processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        load = Files.text("/proc/loadavg").split(separator: " ").first.flatMap { Double($0) } ?? .nan
        fileSystem = Self.fileSystem(of: directory)
    }

    var description: String {
        var text = "\(processors) processors, load \(Words.number(load)), \(fileSystem)"
        if load > Double(processors) / 2 { text += ". The machine is busy: times are worse than they need be." }
        if fileSystem == "tmpfs" { text += ". Nothing is durable here: syncs cost nothing." }
        return text
    }

    /// The type of the mount with the longest path that leads to `directory`.
    private static func fileSystem(of directory: String) -> String {
        var best = (length: 0, type: "unknown file system")
        for line in Files.text("/proc/self/mounts").split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2 else { continue }
            let isAbove = words[1] == "/" || directory == words[1] || directory.hasPrefix(words[1] + "/")
            if isAbove, words[1].count >= best.length { best = (words[1].count, String(words[2])) }
        }
        return best.type
    }
}
