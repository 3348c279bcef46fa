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
        switch fact.kind {
        case .raised: record.raised = line.span
        // Of what it was raised to, less is left, and it still rests on that line.
        case .lowered: break
        }
        records[fact.subject] = record
    }

    /// Takes what is known now of whether an action was right, for its type and for its account.
    ///
    /// - Parameters: what was known before, and whether a severe failure showed just now.
    mutating func judge(_ found: StoredCase, from before: Bool?, to now: Bool?, isSevere: Bool) throws {
        guard !found.isOwn, before != now || isSevere else { return }
        for account in [nil, found.account ?? ""] {
            let subject = TrustSubject(action: found.actionType, account: account)
            var record = try record(subject)
            record.state.judge(from: before, to: now)
            if isSevere { record.state.hasSevereFailure = true }
            records[subject] = record
        }
    }

    private mutating func record(_ subject: TrustSubject) throws -> TrustLevelRecord {
        if let known = records[subject] { return known }
        let stored = try TrustLevelRecord.fetch(subject, db)
        return stored ?? TrustLevelRecord(subject: subject, state: TrustLevelState(), raised: nil)
    }

    mutating func write() throws {
        for record in records.values { try record.write(db) }
        records = [:]
    }
}
