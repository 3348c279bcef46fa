/// A program to be run as it stands here: without a shell, and with nothing of ours that is not named.
struct Program: Sendable {
    /// Its path.
    var executable: String
    /// The name that it is called by, and its arguments.
    var argv: [String]
    /// Where it starts.
    var directory: String
    /// All of its environment.
    var environment: [String: String]
    var input: Input
    /// Whether what it writes goes on to our standard output and standard error.
    var passesOutput = false
    /// How long it may take; nil for as long as it takes.
    var timeout: Duration?

    enum Input: Sendable {
        /// These bytes and their end.
        case bytes([UInt8])
        /// Our own standard input, and with it the terminal if that is one.
        case ours
    }

    /// Why it cannot be run as it stands, as far as that can be told beforehand.
    var defect: String? {
        if argv.isEmpty { return "it has no words" }
        if ([executable, directory] + argv).contains(where: \.hasZeroByte) {
            return "its words hold a zero byte"
        }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            if name.isEmpty || name.utf8.contains(UInt8(ascii: "=")) || name.hasZeroByte {
                return "its environment has a variable without a proper name"
            }
            if value.hasZeroByte { return "the variable \(name) holds a zero byte" }
        }
        return nil
    }
}

extension String {
    fileprivate var hasZeroByte: Bool { utf8.contains(0) }
}
