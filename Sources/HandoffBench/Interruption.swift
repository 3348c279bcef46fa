import Glibc

/// A bench that is told to end takes its folder with it.
enum Interruption {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Call before any other thread is started: they inherit the blocked signals. Nil leaves everything where it is.
    static func remove(_ folder: String?) {
        guard let folder else { return }
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let waiting = set
        _ = try? startThread {
            var set = waiting
            var signal: Int32 = 0
            sigwait(&set, &signal)
            Files.removeTree(folder)
            _exit(128 + signal)
        }
    }
}
