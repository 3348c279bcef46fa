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
    /// Checks every line from the start: its form, its place in the chain, its body, the digest of a proposed card.
    ///
    /// A chain alone proves nothing about the log's end: whoever changes the last line, or cuts lines off, leaves a
    /// good chain behind. What was remembered elsewhere does.
    ///
    /// - Parameter known: a position that the log had reached.
    package func verify(knowing known: LogPosition? = nil) throws(AuditError) -> VerificationReport {
        var good = LogPosition.start
        do throws(AuditError) {
            var reader = try reader()
            while let line = try reader.next() {
                try Self.check(line, known)
                good = line.end
            }
            if let known, known.sequence > good.sequence {
                throw .broken(BrokenLine(sequence: good.sequence, offset: good.offset, problem: .missing))
            }
        } catch {
            guard case .broken(let line) = error else { throw error }
            return VerificationReport(lines: good.sequence, end: good, broken: line, tornBytes: 0)
        }
        let size = try onDisk { () throws(DiskError) in try folder.open(Self.fileName, for: .reading)?.size() ?? 0 }
        return VerificationReport(lines: good.sequence, end: good, broken: nil, tornBytes: size - good.offset)
    }

    private static func check(_ line: AuditLine, _ known: LogPosition?) throws(AuditError) {
        if case .proposed(let fact) = try line.fact {
            let digest = Hash256(of: fact.document.canonicalBytes())
            if digest != fact.digest {
                throw .broken(
                    BrokenLine(
                        sequence: line.sequence, offset: line.offset,
                        problem: .digest(stated: fact.digest, actual: digest)))
            }
        }
        if let known, known.sequence == line.end.sequence, known != line.end {
            throw .broken(
                BrokenLine(
                    sequence: line.sequence, offset: line.offset,
                    problem: .differs(remembered: known.leaf, actual: line.leaf)))
        }
    }
}
