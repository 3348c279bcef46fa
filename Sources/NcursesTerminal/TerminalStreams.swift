import Glibc
import Terminal

/// Standard input and output as the terminal that they are: streams of our own for ncurses (C's globals are
/// nobody's to share), and the line settings as they were found.
struct TerminalStreams {
    let input: UnsafeMutablePointer<FILE>
    let output: UnsafeMutablePointer<FILE>
    let settings: termios

    init() throws(ScreenError) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { throw .system("tcgetattr", errno) }
        guard let input = TerminalStreams.duplicate(STDIN_FILENO, "r") else { throw .system("fdopen", errno) }
        guard let output = TerminalStreams.duplicate(STDOUT_FILENO, "w") else {
            fclose(input)
            throw .system("fdopen", errno)
        }
        self.settings = settings
        self.input = input
        self.output = output
    }

    func close() {
        fclose(input)
        fclose(output)
    }

    func restoreSettings() {
        var settings = settings
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }

    /// Nil where the terminal does not know its size.
    static func measure() -> Size? {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return nil
        }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Past ncurses, between its updates, which leave nothing unwritten.
    static func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Children are not to inherit it.
    private static func duplicate(_ descriptor: Int32, _ mode: String) -> UnsafeMutablePointer<FILE>? {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        return copy < 0 ? nil : fdopen(copy, mode)
    }
}
