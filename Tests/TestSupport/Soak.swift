import Glibc

/// How much a test does of what could go on without end, and the table of what came of it.
///
/// An ordinary run does as much as catches a regression in a few seconds. `make soak` sets `HANDOFF_SOAK` and does as much as a promise
/// of the documentation is held to.
package enum Soak {
    package static let isOn = getenv("HANDOFF_SOAK") != nil

    package static func count(ordinary: Int, soak: Int) -> Int { isOn ? soak : ordinary }

    /// Adds a row to the table that `make soak` prints; without `HANDOFF_SOAK_TABLE` it does nothing.
    ///
    /// - Parameters:
    ///   - promise: its number; the table is sorted by it.
    ///   - name: what was done, in a few words.
    ///   - runs: how often.
    ///   - lost: how often the promise was broken: a line lost, an action doubled, a change not found.
    ///   - seed: what makes a random run happen again; nil for one that is the same each time.
    ///   - start: when it began.
    package static func report(
        promise: Int, name: String, runs: Int, lost: Int, seed: UInt64? = nil, since start: ContinuousClock.Instant
    ) {
        guard let path = getenv("HANDOFF_SOAK_TABLE") else { return }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let columns = [
            "\(promise)", name, "\(runs)", "\(lost)", seed.map { "\($0)" } ?? "-", "\((seconds * 10).rounded() / 10)",
        ]
        let row = Array((columns.joined(separator: "\t") + "\n").utf8)
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return perror("the soak's table: \(String(cString: path))") }
        defer { close(file) }
        // One write, so that rows of tests that end together do not mix.
        if write(file, row, row.count) != row.count { perror("the soak's table") }
    }
}
