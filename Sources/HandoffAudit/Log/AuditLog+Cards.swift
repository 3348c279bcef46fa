import Glibc
import HandoffCards

extension AuditLog {
    /// The lines about a card from a position on, oldest first. Reads all of them.
    package func lines(about card: CardID, from position: LogPosition = .start) throws(AuditError) -> [AuditLine] {
        var reader = try reader(from: position)
        var lines: [AuditLine] = []
        while let line = try reader.next() {
            if try line.isAbout(card) { lines.append(line) }
        }
        return lines
    }

    /// Whether the line before this position is the one that was there when it was remembered.
    package func holds(_ position: LogPosition) throws(AuditError) -> Bool {
        guard position != .start else { return true }
        guard position.offset > 0 else { return false }
        do throws(AuditError) {
            return try BackwardReader(files: try readable()).line(endingAt: position.offset - 1).end == position
        } catch {
            switch error {
            case .broken, .truncated, .replaced: return false
            case .disk, .closed, .unwritable: throw error
            }
        }
    }
}

extension AuditLine {
    package func isAbout(_ card: CardID) throws(AuditError) -> Bool {
        // Most lines are about other cards; only those that have the ID somewhere are worth parsing.
        guard bytes.contain("\"\(card)\"") else { return false }
        return try body["card"]?.string == card.text
    }
}

extension [UInt8] {
    /// No line has a NUL byte in it, so the C library may search.
    fileprivate func contain(_ part: String) -> Bool {
        (self + [0]).withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { strstr($0, part) != nil } ?? false }
        }
    }
}
