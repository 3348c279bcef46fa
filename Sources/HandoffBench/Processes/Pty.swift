import Glibc

/// A program in a terminal of 140×45 that answers what programs ask terminals.
final class Pty {
    let child: Child
    /// Everything that the program wrote.
    private(set) var bytes: [UInt8] = []
    private let master: Int32
    private var hasEnded = false

    init(_ words: [String], environment: [String: String]) throws {
        var size = winsize(ws_row: 45, ws_col: 140, ws_xpixel: 0, ws_ypixel: 0)
        var (master, slave): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 64)
        try BenchError.check(openpty(&master, &slave, &name, nil, &size), "open a terminal")
        // Held open until the program has opened it, for a terminal that nobody has open hangs up.
        defer { close(slave) }
        for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        self.master = master
        let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        child = try Child(
            words, environment: environment, input: path, output: path, errors: path, ownsTerminal: true)
    }

    deinit { end() }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        try BenchError.check(write(master, bytes, bytes.count), "write to the terminal")
    }

    /// Reads once what there is, or what comes first.
    ///
    /// - Returns: How many bytes, 0 when none came in time, and when they came.
    func read(within limit: Duration) throws -> (count: Int, time: ContinuousClock.Instant) {
        var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, Int32(max(0, limit.inMilliseconds.rounded(.up))))
        let start = bytes.count
        let count = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { block in
            let count = Glibc.read(master, block.baseAddress, block.count)
            if count > 0 { bytes.append(contentsOf: block[..<count]) }
            return count
        }
        let now = ContinuousClock.now
        if count < 0, errno == EAGAIN { return (0, now) }
        // When every program has closed it, reading a terminal fails.
        guard count > 0 else { throw BenchError.notInTime("more from the program, which has ended,", seen: lastSeen) }
        try answer(bytes[start...])
        return (count, now)
    }

    /// Cursor position and device attributes.
    private func answer(_ written: ArraySlice<UInt8>) throws {
        guard written.contains(0x1b) else { return }
        let text = String(decoding: written, as: UTF8.self)
        if text.contains("\u{1b}[6n") { try send("\u{1b}[1;1R") }
        if text.contains("\u{1b}[c") || text.contains("\u{1b}[0c") { try send("\u{1b}[?62;c") }
    }

    /// The visible end of what was written.
    var lastSeen: String {
        let text = TerminalText.visible(in: bytes.suffix(6000))
        return String(decoding: text.suffix(300), as: UTF8.self).debugDescription
    }

    /// Ends the program, as closing a terminal's window would.
    func end() {
        if hasEnded { return }
        hasEnded = true
        close(master)
        for _ in 0..<2000 {
            var status: Int32 = 0
            if waitpid(child.id, &status, WNOHANG) == child.id { return }
            usleep(1000)
        }
        child.signal(SIGKILL)
        child.wait()
    }
}
