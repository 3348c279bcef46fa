enum Words {
    /// So many lines, in the right number.
    static func lines(_ count: Int, _ kind: String? = nil) -> String {
        "\(count) " + (kind.map { $0 + " " } ?? "") + (count == 1 ? "line" : "lines")
    }

    /// So many of something, whose name takes an s for several.
    static func count(_ count: Int, _ name: String) -> String { "\(count) \(name)" + (count == 1 ? "" : "s") }

    /// An error as one line, for places that have but one: what happened, and what to do next. May quote agents: show it as untrusted text.
    static func describe(_ error: any Error) -> String {
        let failure = Failure(error)
        let end = failure.what.hasSuffix(".") ? " " : ". "
        return failure.advice.map { failure.what + end + $0 } ?? failure.what
    }
}
