import Glibc

/// Lines from the terminal that standard input is, none of which was typed before its question could be read.
struct PlainInput {
    /// Nil where standard input is no terminal: nobody can be asked there.
    init?() { if !Output.isTerminal(STDIN_FILENO) { return nil } }

    /// Asks, and waits for one line. Nil at the end of the input.
    ///
    /// What was typed ahead is thrown away, and so are several lines that come at once: nobody read a question between
    /// them.
    func answer(to question: String) throws(OutputError) -> String? {
        while true {
            usleep(Self.settling)
            tcflush(STDIN_FILENO, TCIFLUSH)
            try Output.write(question)
            guard let line = Self.line() else {
                try Output.write("\n")
                return nil
            }
            if try !Poll.isReadable(STDIN_FILENO, by: .now) { return line }
            try Output.write("More than one line came at once; none of them counts.\n")
        }
    }

    /// In microseconds: a key that is struck sooner was meant for what was there before.
    private static let settling: UInt32 = 300_000

    /// Read byte by byte, so that what follows the line stays where it can be thrown away.
    private static func line() -> String? {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count == 1, byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            if count == 1 {
                bytes.append(byte)
            } else if count == 0 || errno != EINTR {
                return nil
            }
        }
    }

    /// As far as the terminal knows its size.
    static func size() -> (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1, size.ws_row > 2 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
