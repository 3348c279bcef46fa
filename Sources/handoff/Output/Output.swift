import Glibc
import StrictJSON
import Terminal

/// Data goes to standard output, words to standard error.
enum Output {
    /// Writes all of it, or throws `OutputError`.
    static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) throws(OutputError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&request, 1, -1)
            } else if errno != EINTR {
                throw errno == EPIPE ? .readerLeft : .failed(code: errno)
            }
        }
    }

    static func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

    /// One value and a line feed. On a terminal, what could be mistaken for something else or move the cursor is
    /// escaped, which leaves the value what it is.
    static func write(_ value: JSONValue, pretty: Bool = false) throws(OutputError) {
        var bytes = pretty ? value.prettyBytes() : value.bytes()
        if isTerminal(STDOUT_FILENO) { bytes = SafeJSON.escaped(bytes) }
        try write(bytes + [UInt8(ascii: "\n")])
    }

    /// Lines for a person. Lost when nobody takes them; an error about that could not be told either.
    static func tell(_ words: String) { try? write(Array(words.utf8), to: STDERR_FILENO) }

    /// One line that begins with the program's name, safe whatever it quotes.
    static func note(_ words: String) { tell("handoff: " + SafeText.visible(words) + "\n") }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The columns of the terminal that standard output is, nil when it is none.
    static func columns() -> Int? {
        guard isTerminal(STDOUT_FILENO) else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}

enum OutputError: Error, Equatable {
    /// Whoever read standard output has enough.
    case readerLeft
    case failed(code: Int32)
}
