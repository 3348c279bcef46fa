import Glibc
import TestSupport

/// A program under a pseudo-terminal that records every byte it writes there.
final class PtySession {
    let process: ChildProcess
    private(set) var bytes: [UInt8] = []
    private var master: Int32?

    init(columns: UInt16, rows: UInt16, command: [String], environment: [String: String]) throws {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        var (master, slave): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 64)
        try ChildProcess.startLock.withLock { _ in
            try SystemError.check(openpty(&master, &slave, &name, nil, &size), "openpty")
            _ = fcntl(master, F_SETFD, FD_CLOEXEC)
            _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
        }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        // Held open until the program has opened it, for a terminal that nobody has open hangs up.
        defer { close(slave) }
        let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.master = master
        process = try ChildProcess(
            command, environment: environment, input: path, output: path, errors: path, ownsTerminal: true)
    }

    deinit { hangUp() }

    /// Closes the terminal's other side, as when a terminal window is closed.
    func hangUp() {
        if let master { close(master) }
        master = nil
    }

    func send(_ text: String) throws {
        guard let master else { return }
        let bytes = Array(text.utf8)
        try SystemError.check(Int32(write(master, bytes, bytes.count)), "write to the terminal")
    }

    /// Waits until the program has written what `isReady` looks for.
    func wait(_ what: String, within limit: Duration = patience, _ isReady: ([UInt8]) -> Bool) async throws {
        try await eventually("written to the terminal: \(what)", within: limit, seen: { seen }) {
            try drain()
            return isReady(bytes) ? () : nil
        }
    }

    /// Waits for the program's end and returns its status, as `ChildProcess` gives it.
    func status(within limit: Duration = patience) async throws -> Int32 {
        try await eventually("end of the program", within: limit, seen: { seen }) {
            try drain()
            return process.status
        }
    }

    private var seen: String { String(decoding: bytes.suffix(4000), as: UTF8.self).debugDescription }

    private func drain() throws {
        guard let master else { return }
        // When every program has closed it, reading a pseudo-terminal fails.
        while let block = try? Files.readBlock(master), !block.isEmpty { bytes += block }
    }
}

extension PtySession {
    /// Waits until the program has written something and then nothing for a while.
    func settle(quietFor quiet: Duration = .milliseconds(300)) async throws {
        var last = (count: 0, since: ContinuousClock.now)
        try await wait("an end of writing") { bytes in
            if bytes.count != last.count { last = (bytes.count, ContinuousClock.now) }
            return last.count > 0 && ContinuousClock.now - last.since > quiet
        }
    }
}
