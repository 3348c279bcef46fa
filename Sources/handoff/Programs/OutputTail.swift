import HandoffAudit

/// The end of what a program wrote.
struct OutputTail {
    private var bytes: [UInt8] = []
    private var isCut = false

    mutating func add(_ block: some Collection<UInt8>) {
        bytes += block
        // Cut now and then, so that each byte is moved a few times at most.
        if bytes.count > 4 * ProgramRun.longestOutput { cut() }
    }

    private mutating func cut() {
        guard bytes.count > ProgramRun.longestOutput else { return }
        bytes.removeFirst(bytes.count - ProgramRun.longestOutput)
        isCut = true
    }

    /// At most `ProgramRun.longestOutput` bytes of UTF-8. What was none is replaced, and no character is cut.
    var text: String {
        var end = self
        end.cut()
        var kept = end.bytes[...]
        if end.isCut { kept = kept.drop { $0 & 0xC0 == 0x80 } }
        let text = String(decoding: kept, as: UTF8.self)
        var scalars = text.unicodeScalars[...]
        // A byte that was replaced is three now.
        var count = text.utf8.count
        while count > ProgramRun.longestOutput, let first = scalars.popFirst() { count -= UTF8.width(first) }
        return String(scalars)
    }
}
