import Glibc

/// A program that is run to its end, its output read by nobody.
struct Command {
    let words: [String]
    let environment: [String: String]

    init(_ words: [String], environment: [String: String]) {
        self.words = words
        self.environment = environment
    }

    /// Returns how long it took. Throws when its status is not 0.
    @discardableResult
    func run() throws -> Duration { try runMeasured().duration }

    /// How long it took, and the most memory that was resident, in bytes.
    func runMeasured() throws -> (duration: Duration, peak: Int) {
        let errors = environment["TMPDIR", default: "/tmp"] + "/errors"
        unlink(errors)
        let child = try Child(words, environment: environment, input: "/dev/null", output: "/dev/null", errors: errors)
        let (status, peak) = child.waitMeasured()
        let duration = ContinuousClock.now - child.started
        guard status == 0 else {
            throw BenchError.commandFailed(words, status: status, errors: Files.text(errors))
        }
        return (duration, peak)
    }
}
