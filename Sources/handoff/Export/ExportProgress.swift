import Glibc

/// Says on a terminal how far a long export is.
struct ExportProgress {
    private let total: Int
    private let isShown: Bool
    private var next: Int

    init(total: Int) {
        self.total = total
        isShown = total >= Self.longLog && Output.isTerminal(STDERR_FILENO)
        next = 0
    }

    mutating func reached(_ bytes: Int) {
        guard isShown, bytes >= next else { return }
        Output.tell("\r\u{1B}[KExporting … \(bytes / max(1, total / 100))% of \(Figures.bytes(total))")
        next = bytes + total / 100
    }

    func end() {
        if isShown { Output.tell("\r\u{1B}[K") }
    }

    /// What takes about a second.
    private static let longLog = 64 << 20
}
