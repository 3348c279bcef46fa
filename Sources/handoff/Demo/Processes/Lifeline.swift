import Glibc

/// A pipe whose writing end only the demo holds. However the demo ends, by a key, a signal or a crash, the kernel closes that end,
/// and whoever waits at the other end knows.
///
/// The kernel's own parent-death signal would not do: it is sent when the thread ends that started the child.
final class Lifeline {
    /// Becomes the standard input of the processes that must not outlive the demo.
    let readingEnd: Int32
    private var writingEnd: Int32

    init() throws(Failure) {
        let pipe = try Pipe()
        (readingEnd, writingEnd) = (pipe.readingEnd, pipe.writingEnd)
    }

    deinit {
        close(readingEnd)
        cut()
    }

    /// Closes the writing end, as the demo's own end would.
    func cut() {
        if writingEnd >= 0 { close(writingEnd) }
        writingEnd = -1
    }

    /// Tells the reader to begin.
    func signalStart() { _ = write(writingEnd, [1], 1) }

    /// At the reader's end, on standard input: whether the demo said to begin; false when it is gone.
    static func waitForStart() -> Bool {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1
        }
    }

    /// At the reader's end: sleeps until `descriptor` is readable or `timeout` is over; false when the demo is gone.
    static func wait(for descriptor: Int32? = nil, timeout: Duration? = nil) -> Bool {
        var entries = [pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)]
        if let descriptor { entries.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
        let milliseconds = timeout.map { Int32(min(max(($0 / .milliseconds(1)).rounded(.up), 0), 1e9)) }
        poll(&entries, nfds_t(entries.count), milliseconds ?? -1)
        return entries[0].revents == 0
    }
}
