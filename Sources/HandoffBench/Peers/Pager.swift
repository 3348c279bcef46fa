/// Another program that shows a log's end in the terminal.
struct Pager {
    let name: String
    /// To which the file is added.
    let words: [String]
    /// Stands in every line.
    let mark: String
    /// Goes up by one line.
    let key: String

    /// Nil when it is not here or does not do it.
    func measure(_ history: History, on workbench: Workbench) -> Browsing? {
        guard workbench.has(name), let file = history.segments.last else { return nil }
        Progress.say("  \(name) …")
        do {
            let browsing = try Browsing(samples: 3, mark: mark) {
                try Pty(words + [file], environment: workbench.environment)
            } moving: { terminal in
                try Moving(on: terminal, count: workbench.samples(120), key: key)
            }
            browsing.end()
            return browsing
        } catch {
            Progress.say("  \(name) could not be measured: \(error)")
            return nil
        }
    }
}
