import HandoffGate
import HandoffQueue

/// Canaries as files, `NAME.json` each.
struct CanaryFolder: Sendable {
    let path: String

    /// Those that can be used, and what is wrong with the others; both in the order of their names.
    func read() -> (canaries: [Canary], problems: [String]) {
        var canaries: [Canary] = []
        var problems: [String] = []
        for name in DirectoryListing.names(in: path).sorted() where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let file = path + "/" + name
            do {
                canaries.append(try Canary(parsing: try InputFile.readRegular(file, limit: QueueLimit.card)))
            } catch { problems.append("\(file): \(error)") }
        }
        return (canaries, problems)
    }
}
