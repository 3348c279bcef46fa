import HandoffCards

/// What checking a whole log found.
package struct VerificationReport: Sendable, Equatable {
    /// Good lines from the start on.
    package var lines: Int
    /// Where the good lines end.
    package var end: LogPosition
    /// The first line that is not good; nothing after it was looked at.
    package var broken: BrokenLine?
    /// Bytes after the last line feed: a line that is being written, or one that was torn and will be taken out by the
    /// next writer.
    package var tornBytes: Int

    package init(lines: Int, end: LogPosition, broken: BrokenLine?, tornBytes: Int) {
        self.lines = lines
        self.end = end
        self.broken = broken
        self.tornBytes = tornBytes
    }
}

extension AuditLog {
    /// Checks every line from the start: its form, its place in the chain, its body, the digest of a proposed card, and
    /// that no card ends twice. Remembers the ID of every card that ended.
    ///
    /// A chain alone proves nothing about the log's end: whoever changes the last line, or cuts lines off, leaves a
    /// good chain behind. What was remembered elsewhere does.
    ///
    /// - Parameter known: a position that the log had reached.
    package func verify(knowing known: LogPosition? = nil) throws(AuditError) -> VerificationReport {
        var good = LogPosition.start
        var endings: [CardID: Int] = [:]
        do throws(AuditError) {
            var reader = try reader()
            while let line = try reader.next() {
                try Self.check(line, known, &endings)
                good = line.end
            }
            if let known, known.sequence > good.sequence {
                throw .broken(BrokenLine(sequence: good.sequence, offset: good.offset, problem: .missing))
            }
        } catch {
            guard case .broken(let line) = error else { throw error }
            return VerificationReport(lines: good.sequence, end: good, broken: line, tornBytes: 0)
        }
        let files = try readable()
        let size = try onDisk { () throws(DiskError) in try files.size() }
        return VerificationReport(lines: good.sequence, end: good, broken: nil, tornBytes: size - good.offset)
    }

    /// - Parameter endings: by card, the sequence number of the line that ended it.
    private static func check(
        _ line: AuditLine, _ known: LogPosition?, _ endings: inout [CardID: Int]
    ) throws(AuditError) {
        func broken(_ problem: BrokenLine.Problem) -> AuditError {
            .broken(BrokenLine(sequence: line.sequence, offset: line.offset, problem: problem))
        }
        let fact = try line.fact
        if case .proposed(let fact) = fact {
            let digest = Hash256(of: fact.document.canonicalBytes())
            if digest != fact.digest { throw broken(.digest(stated: fact.digest, actual: digest)) }
        }
        if let card = fact.endedCard, let first = endings.updateValue(line.sequence, forKey: card) {
            throw broken(.ended(card: card, sequence: first))
        }
        if let known, known.sequence == line.end.sequence, known != line.end {
            throw broken(.differs(remembered: known.leaf, actual: line.leaf))
        }
    }
}

extension AuditFact {
    /// The card that it takes out of the queue for good.
    fileprivate var endedCard: CardID? {
        switch self {
        case .decided(let fact): fact.card
        case .expired(let fact), .withdrawn(let fact): fact.card
        default: nil
        }
    }
}
