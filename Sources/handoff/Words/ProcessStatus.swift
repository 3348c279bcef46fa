/// What the process ends with. Agents and scripts rely on these; the ones from 64 on are those of `sysexits.h`.
enum ProcessStatus: Int32, Equatable {
    /// Also: the card was approved.
    case success = 0
    /// `lint --strict` and `doctor` found something.
    case findings = 1
    case declined = 3
    /// The timeout ran out first.
    case stillPending = 4
    /// Expired or withdrawn, or approved and not usable any more.
    case ended = 5
    case answered = 6
    case usage = 64
    case badInput = 65
    case ourFault = 70
    case cannotWrite = 73
    case notPermitted = 77
    /// `run`: the gate did not let the command run, or it could not be started.
    case notRun = 125
    /// The reader of standard output left, as the shell reports a program that SIGPIPE ended.
    case readerLeft = 141
}
