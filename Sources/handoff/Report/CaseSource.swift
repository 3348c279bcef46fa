import HandoffAudit
import HandoffCards

/// Where a report and an export have their cases from.
struct CaseSource {
    let forEach: (AuditFilter, (AuditCase) throws -> Void) throws -> Void
    let find: (CardID) throws -> AuditCase?

    init(folding log: AuditLog) throws {
        var fold = CaseFold()
        var reader = try log.reader()
        while let line = try reader.next() {
            fold.take(try line.fact, at: line.time, span: LineSpan(offset: line.offset, length: line.length))
        }
        let folded = fold
        forEach = { filter, body in
            for found in folded.cases where filter.matchesFields(of: found) { try body(found) }
        }
        find = { folded.find($0) }
    }
}
