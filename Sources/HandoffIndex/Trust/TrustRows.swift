import GRDB
import HandoffAudit
import HandoffCards
import HandoffTrust

/// Rows of the table `trust`, as the facts of a batch change them.
struct TrustRows {
    private let db: Database
    private var records: [TrustSubject: TrustLevelRecord] = [:]

    init(_ db: Database) { self.db = db }

    mutating func change(_ fact: AuditFact.TrustChange, _ line: IndexedFact) throws {
        var record = try record(fact.subject)
        record.state.take(fact.level, because: fact.because, at: line.time)
        record.line = line.span
        records[fact.subject] = record
    }

    /// Takes what is known now of whether an action was right, for its type and for its account.
    ///
    /// - Parameters:
    ///   - before: the same before what is known now.
    ///   - isFirstSuccess: it is found right for the first time.
    ///   - isSevere: a severe failure showed just now.
    mutating func judge(_ found: StoredCase, before: StoredCase, isFirstSuccess: Bool, isSevere: Bool) throws {
        guard found.origin == .agent,
            before.verdict != found.verdict || before.witnessed != found.witnessed
                || before.label != found.label || isSevere
        else {
            return
        }
        for account in [nil, found.account ?? ""] {
            let subject = TrustSubject(action: found.actionType, account: account)
            var record = try record(subject)
            record.state.judge(from: Self.counted(before, since: record.state.changed), to: found.witnessed)
            if isFirstSuccess || (found.verdict == false && before.verdict != false) {
                record.state.watch(isBad: !isFirstSuccess)
            }
            if found.label == true, before.label == nil { record.state.check(isBad: false) }
            if found.label == false, before.label != false { record.state.check(isBad: true) }
            if isSevere { record.state.hasSevereFailure = true }
            records[subject] = record
        }
    }

    /// What a case was counted as since the level changed; what was judged before that is counted no more, and taken back from nobody.
    private static func counted(_ before: StoredCase, since changed: Timestamp?) -> Bool? {
        let judged = before.basis == .operator ? before.decidedAt : before.outcomeAt
        if let changed, let judged, judged < changed { return nil }
        return before.witnessed
    }

    private mutating func record(_ subject: TrustSubject) throws -> TrustLevelRecord {
        if let known = records[subject] { return known }
        let stored = try TrustLevelRecord.fetch(subject, db)
        return stored ?? TrustLevelRecord(subject: subject, state: TrustLevelState(), line: nil)
    }

    mutating func write() throws {
        for record in records.values { try record.write(db) }
        records = [:]
    }
}
