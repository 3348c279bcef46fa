import GRDB
import HandoffAudit
import HandoffCards
import HandoffTrust

/// Rows of the tables `standing` and `standing_day`, as the facts of a batch change them.
struct StandingRows {
    private let db: Database
    private var records: [Int: StandingRecord] = [:]
    private var days: [Day: DaySpent] = [:]

    private struct Day: Hashable {
        let number: Int
        let day: Int
    }

    init(_ db: Database) { self.db = db }

    mutating func grant(_ fact: AuditFact.AuthorizationGranted, _ line: IndexedFact) throws {
        // The first fact wins, as it did when it was written.
        guard try record(fact.authorization) == nil else { return }
        records[fact.authorization.number] = StandingRecord(
            id: fact.authorization, effect: fact.grant.effect, granted: line.span, grantedBy: fact.operator,
            state: StandingState(
                recorded: .active, granted: line.time, reviewed: line.time, expires: fact.grant.expires))
        try remember(line, of: fact.authorization)
    }

    mutating func change(_ fact: AuditFact.AuthorizationChange, _ line: IndexedFact) throws {
        guard var record = try record(fact.authorization) else { return }
        try remember(line, of: fact.authorization)
        // What was ended never begins again.
        guard record.state.recorded == .active || record.state.recorded == .suspended else { return }
        switch fact.kind {
        case .reviewAsked: record.review = fact.asked
        case .suspended: record.state.recorded = .suspended
        case .revoked: record.state.recorded = .revoked
        case .expired: record.state.recorded = .expired
        case .resumed, .renewed:
            record.state.recorded = .active
            (record.state.alarm, record.state.hasSevereFailure) = (0, false)
            if fact.kind == .renewed { (record.state.reviewed, record.review) = (line.time, nil) }
        }
        if fact.kind != .reviewAsked { record.because = fact.because }
        records[record.id.number] = record
    }

    mutating func use(_ fact: AuditFact.AuthorizationUsed, _ line: IndexedFact) throws {
        guard var record = try record(fact.authorization) else { return }
        record.uses += 1
        record.used = line.time
        records[record.id.number] = record
        let day = Day(number: record.id.number, day: line.time.day)
        var spent = days[day] ?? DaySpent(uses: 0, micros: 0)
        spent.uses += 1
        let sum = spent.micros.addingReportingOverflow(fact.value?.micros ?? 0)
        spent.micros = sum.overflow ? .max : sum.partialValue
        days[day] = spent
    }

    /// Counts what was reported of an action that an authorization let through.
    ///
    /// - Parameters: what was reported of it before, and whether it differed from what was approved.
    mutating func tell(_ found: StoredCase, before: Outcome.Status?, differed: Bool) throws {
        guard let id = found.authorization, var record = try record(id), found.state == .decided(.approved) else {
            return
        }
        let (was, now) = (before, found.outcome)
        if was != now {
            if now == .rolledBack { record.undone += 1 }
            if now == .failed { record.failed += 1 }
            if was == .failed { record.failed -= 1 }
        }
        let (wasBad, isBad) = (Self.isBad(was) || differed, Self.isBad(now) || found.differs)
        if isBad, !wasBad {
            record.state.alarm = FailureAlarm.next(record.state.alarm, isBad: true)
        } else if was == nil, now == .succeeded {
            record.state.alarm = FailureAlarm.next(record.state.alarm, isBad: false)
        }
        let isSevere = (now == .rolledBack && was != .rolledBack && found.risk.isGrave) || (found.differs && !differed)
        if isSevere { record.state.hasSevereFailure = true }
        records[id.number] = record
    }

    /// An operator found wrong afterwards what an authorization let through.
    mutating func disapprove(_ found: StoredCase) throws {
        guard let id = found.authorization, var record = try record(id) else { return }
        record.state.alarm = FailureAlarm.next(record.state.alarm, isBad: true)
        if found.risk.isGrave { record.state.hasSevereFailure = true }
        records[id.number] = record
    }

    private static func isBad(_ status: Outcome.Status?) -> Bool { status == .failed || status == .rolledBack }

    private mutating func record(_ id: AuthorizationID) throws -> StandingRecord? {
        if let known = records[id.number] { return known }
        let stored = try StandingRecord.fetch(id, db)
        records[id.number] = stored
        return stored
    }

    private func remember(_ line: IndexedFact, of id: AuthorizationID) throws {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO standing_line (number, sequence, byte_offset, length) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [id.number, line.sequence, line.span.offset, line.span.length])
    }

    mutating func write() throws {
        for record in records.values { try record.write(db) }
        for (day, spent) in days {
            try db.cachedStatement(
                sql: """
                    INSERT INTO standing_day (number, day, uses, micros) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET uses = uses + excluded.uses,
                        micros = min(micros, \(Int.max) - excluded.micros) + excluded.micros
                    """
            ).execute(arguments: [day.number, day.day, spent.uses, spent.micros])
        }
        (records, days) = ([:], [:])
    }
}
