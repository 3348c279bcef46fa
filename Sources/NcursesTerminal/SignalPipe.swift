import Glibc

/// Turns signals into bytes on a pipe, so that a `poll` loop sees them. The handlers do not survive `exec`, and
/// no signal is blocked, so that children start as usual.
///
/// Make one before `NcursesScreen`: where a handler is set already, ncurses leaves its own out, which would `_exit`.
package nonisolated final class SignalPipe: Sendable {
    /// Readable when a signal came.
    package let descriptor: Int32
    private let writer: Int32
    private let previous: [(number: Int32, action: sigaction)]

    /// INT, TERM, HUP, TSTP, CONT and WINCH unless told otherwise. Signals that the process was started to ignore
    /// (`nohup`) stay ignored.
    package init(_ signals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH]) throws(ScreenError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("pipe", errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        descriptor = ends[0]
        writer = ends[1]
        var previous: [(number: Int32, action: sigaction)] = []
        for signal in signals {
            var old = sigaction()
            sigaction(signal, nil, &old)
            if unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == ignoring { continue }
            signalWriters[Int(signal)] = ends[1]
            SignalPipe.handle(signal)
            previous.append((signal, old))
        }
        self.previous = previous
    }

    deinit {
        for (signal, action) in previous {
            var action = action
            sigaction(signal, &action, nil)
            signalWriters[Int(signal)] = -1
        }
        Glibc.close(descriptor)
        Glibc.close(writer)
    }

    /// The signals since the last call, oldest first; equal ones that came together may be there once.
    package func drain() -> [Int32] {
        var signals: [Int32] = []
        var bytes = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            if count <= 0 { return signals }
            signals += bytes[..<count].map { Int32($0) }
        }
    }

    /// Stops the process group as the terminal's own `^Z` would, and returns when it is continued. Call between a
    /// screen's `suspend` and `resume`.
    package func stop() {
        signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        if previous.contains(where: { $0.number == SIGTSTP }) { SignalPipe.handle(SIGTSTP) }
    }

    private static func handle(_ signal: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = writeSignal
        action.sa_flags = SA_RESTART
        sigfillset(&action.sa_mask)
        sigaction(signal, &action, nil)
    }
}

/// SIG_IGN as a number, since C function pointers cannot be compared.
private nonisolated let ignoring = unsafeBitCast(SIG_IGN, to: Int.self)

/// The pipe to write to, by signal. A handler may read it: it is allocated before the first handler is set and
/// never freed, and each entry is written only while its signal has no handler of ours, or with the same pipe.
private nonisolated(unsafe) let signalWriters: UnsafeMutablePointer<Int32> = {
    let writers = UnsafeMutablePointer<Int32>.allocate(capacity: 65)
    writers.initialize(repeating: -1, count: 65)
    return writers
}()

/// The handler: one async-signal-safe call. A full pipe loses the signal, but then many are waiting already.
private nonisolated func writeSignal(_ signal: Int32) {
    let saved = errno
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(signalWriters[Int(signal)], &byte, 1)
    errno = saved
}
