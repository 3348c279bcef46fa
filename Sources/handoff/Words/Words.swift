/// Errors as one line of words, for places that have but one: what happened, and what to do next.
enum Words {
    /// May quote agents: show it as untrusted text.
    static func describe(_ error: any Error) -> String {
        let failure = Failure(error)
        return failure.advice.map { failure.what + ". " + $0 } ?? failure.what
    }
}
