import GRDB
import HandoffAudit
import HandoffCards

/// Facts on their way into the tables. What several facts of a batch say of one card becomes one row written once.
struct IndexBatch {
    private let db: Database
    private var cases: [StoredCase] = []
    /// Where the card's case is in `cases`; nil for a card that the tables do not know.
    private var places: [CardID: Int?] = [:]
    private var nextRow: Int64
    private var tallies: [TallyKey: [Int: Int]] = [:]
    private var days: [Int64: (first: Int64, last: Int64)] = [:]
    private var texts: [Text] = []
    private var search: RawStatement
    private var report: RawStatement
    private var lookUp: RawStatement
    private var lines: IndexedLines
    private var labels: ConfidenceLabels
    private var standing: StandingRows
    private var trust: TrustRows
    private var weeks: WeekTallies

    init(_ db: Database) throws {
        self.db = db
        nextRow = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(row) FROM card")).map { $0 + 1 } ?? 1
        search = try RawStatement("INSERT INTO search (rowid, text, tags) VALUES (?, ?, ?)", db)
        lines = try IndexedLines(db)
        report = try RawStatement(
            "INSERT OR IGNORE INTO report (row, sequence, byte_offset, length, digest) VALUES (?, ?, ?, ?, ?)", db)
        lookUp = try RawStatement(StoredCase.lookUp, db)
        labels = try ConfidenceLabels(db)
        standing = StandingRows(db)
        trust = TrustRows(db)
        weeks = WeekTallies(db)
    }

    mutating func take(_ line: IndexedFact) throws {
        try lines.pass(line)
        switch line.content {
        case .proposed(let new): if try !propose(new, line) { try lines.add(line, about: new.id) }
        case .fact(let fact):
            if try !tell(fact, line), let card = fact.card { try lines.add(line, about: card) }
        }
    }

    /// - Returns: Whether the card's case has the line's place from now on.
    private mutating func tell(_ fact: AuditFact, _ line: IndexedFact) throws -> Bool {
        switch fact {
        case .decided(let fact): return try decide(fact, line)
        case .expired(let fact): return try settle(fact.card, .expired, line)
        case .withdrawn(let fact): return try settle(fact.card, .withdrawn, line)
        case .executionFinished(let fact): return try finish(fact, line)
        case .endorsed(let fact):
            guard let place = try place(of: fact.card), cases[place].state == .pending else { break }
            cases[place].endorsed = line.span
            cases[place].endorsedBy = fact.operator
        case .executionStarted(let fact):
            guard let place = try place(of: fact.card) else { break }
            cases[place].execution = .started
        case .executionUnknown(let fact):
            guard let place = try place(of: fact.card) else { break }
            cases[place].execution = .unknown
        case .refused(let fact):
            // A card is refused when it is not released; before it was decided that says nothing.
            guard let card = fact.card, let place = try place(of: card), cases[place].state != .pending,
                cases[place].execution == .none
            else { break }
            cases[place].execution = .refused
        case .policyLoaded(let fact): try remember(.policy, line.sequence, fact.digest)
        case .clockStepped(let fact) where fact.to < fact.from: try remember(.clockSetBack, line.sequence, nil)
        case .skipped(let fact):
            guard let place = try place(of: fact.card) else { break }
            cases[place].skips += 1
            count(.skipped, cases[place].key)
        case .authorizationGranted(let fact):
            try standing.grant(fact, line)
            try remember(.authorization, line.sequence, nil)
        case .authorizationChanged(let fact):
            try standing.change(fact, line)
            try remember(.authorization, line.sequence, nil)
        case .authorizationUsed(let fact):
            guard let place = try place(of: fact.card), cases[place].state == .pending else { break }
            cases[place].authorization = fact.authorization
            try standing.use(fact, line)
        case .trustChanged(let fact):
            try trust.change(fact, line)
            try remember(.trust, line.sequence, nil)
        case .canaryAnswered(let fact):
            guard let place = try place(of: fact.card), cases[place].origin == .canary,
                cases[place].state == .pending
            else { break }
            try db.cachedStatement(
                sql: """
                    INSERT INTO canary (operator, caught, missed) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET caught = caught + excluded.caught, missed = missed + excluded.missed
                    """
            ).execute(arguments: [fact.operator, fact.isCaught ? 1 : 0, fact.isCaught ? 0 : 1])
        case .suggestionChanged(let fact):
            switch fact.kind {
            case .dismissed:
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO dismissed (suggestion, words) VALUES (?, ?)")
                    .execute(arguments: [fact.suggestion, fact.words])
            case .restored:
                try db.cachedStatement(sql: "DELETE FROM dismissed WHERE suggestion = ?")
                    .execute(arguments: [fact.suggestion])
            }
        default: break
        }
        return false
    }

    private func remember(_ what: Latest, _ sequence: Int, _ digest: Hash256?) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO latest (what, sequence, digest) VALUES (?, ?, ?)")
            .execute(arguments: [what.rawValue, sequence, digest?.blob])
    }

    /// Writes what was taken.
    mutating func finish() throws {
        try writeCases()
        try writeTexts()
        try labels.write()
        try standing.write()
        try trust.write()
        try weeks.write()
        var tally = try RawStatement(
            """
            INSERT INTO tally (account, action_type, agent, kind, count) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET count = count + excluded.count
            """, db)
        for (key, counts) in tallies {
            for (kind, count) in counts where count != 0 {
                tally.bind(key.account)
                tally.bind(key.actionType)
                tally.bind(key.agent)
                tally.bind(kind)
                tally.bind(count)
                try tally.run()
            }
        }
        for (day, rows) in days {
            try db.cachedStatement(
                sql: """
                    INSERT INTO day (day, first_row, last_row) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET first_row = min(first_row, excluded.first_row),
                        last_row = max(last_row, excluded.last_row)
                    """
            ).execute(arguments: [day, rows.first, rows.last])
        }
    }
}

extension IndexBatch {
    private mutating func propose(_ new: IndexedFact.NewCase, _ line: IndexedFact) throws -> Bool {
        guard try place(of: new.id) == nil else { return false }
        let found = StoredCase(new, line, row: nextRow)
        nextRow += 1
        places[new.id] = cases.count
        cases.append(found)
        count(.proposed, found.key)
        let day = Int64(line.time.day)
        let known = days[day]
        days[day] = (min(known?.first ?? found.row, found.row), max(known?.last ?? found.row, found.row))
        index(new.text, of: found, note: 0)
        return true
    }

    private mutating func decide(_ fact: AuditFact.Decided, _ line: IndexedFact) throws -> Bool {
        guard let place = try place(of: fact.card) else { return false }
        let before = cases[place]
        guard cases[place].settle(fact.decision, line) else { return false }
        cases[place].take(fact)
        try judge(place, before: before)
        let key = cases[place].key
        countDifference(place, before: before.differs)
        count(TallyKind(fact.decision), key)
        if fact.decision == .approved {
            if fact.edited { count(.edited, key) }
            if fact.basis != .operator { count(.alone, key) }
        }
        if fact.basis == .operator, let looked = fact.looked {
            tallies[key, default: [:]][TallyKind.time(looked, cases[place].risk), default: 0] += 1
            if looked < cases[place].reading { count(.hasty, key) }
        }
        weeks.count(ended: cases[place], line.time)
        try takeSpotCheck(cases[place])
        note([fact.message], place)
        return true
    }

    private mutating func settle(_ card: CardID, _ kind: Decision.Kind, _ line: IndexedFact) throws -> Bool {
        guard let place = try place(of: card), cases[place].settle(kind, line) else { return false }
        count(TallyKind(kind), cases[place].key)
        weeks.count(ended: cases[place], line.time)
        return true
    }

    private mutating func finish(_ fact: AuditFact.Finished, _ line: IndexedFact) throws -> Bool {
        let outcome = fact.outcome
        guard let place = try place(of: outcome.card) else { return false }
        let before = cases[place]
        // What the gate carried out itself, it tells itself, or its user does. Another user's word stays a line of the log.
        let isRemark =
            fact.reportedBy == AuditFact.Finished.byAgent && cases[place].execution.hasBegun
            && cases[place].submitter != nil
        if !isRemark, cases[place].outcome?.isFinal != true {
            if let last = cases[place].outcome { count(TallyKind(last), cases[place].key, -1) }
            count(TallyKind(outcome.status), cases[place].key)
            cases[place].outcome = outcome.status
            cases[place].outcomeAt = line.time
        }
        // What an agent says does not end what the gate is doing itself.
        if ![AuditFact.Finished.byAgent, AuditFact.Finished.byOwner].contains(fact.reportedBy) {
            cases[place].execution = .finished
        }
        if !isRemark, let action = outcome.action { cases[place].executed = action }
        countDifference(place, before: before.differs)
        try judge(place, before: before)
        if cases[place].outcome == .rolledBack, before.outcome != .rolledBack { weeks.count(undone: cases[place]) }
        try standing.tell(cases[place], before: before.outcome, differed: before.differs)
        report.bind(Int(cases[place].row))
        report.bind(line.sequence)
        report.bind(line.span.offset)
        report.bind(line.span.length)
        report.bind(outcome.digest)
        try report.run()
        note([outcome.detail], place)
        return true
    }

    /// Takes what is known now of whether an agent was right.
    private mutating func judge(_ place: Int, before: StoredCase) throws {
        let found = cases[place]
        labels.count(found, from: before.label, to: found.label)
        // Of what nobody approved, nothing can be undone.
        let isUndone =
            found.outcome == .rolledBack && before.outcome != .rolledBack && found.risk.isGrave
            && found.state == .decided(.approved)
        try trust.judge(
            found, before: before, isFirstSuccess: found.verdict == true && !found.wentWell,
            isSevere: isUndone || (found.differs && !before.differs))
        if found.verdict == true { cases[place].wentWell = true }
    }

    /// An operator's answer to the gate's question about what went alone is a label for that.
    private mutating func takeSpotCheck(_ question: StoredCase) throws {
        guard question.origin == .gate, question.actionType == CardIndex.spotCheckType, question.basis == .operator,
            case .decided(let kind) = question.state, kind == .approved || kind == .declined,
            let target = try target(of: question), let place = try place(of: target)
        else { return }
        let before = cases[place]
        cases[place].checked = kind == .approved
        try judge(place, before: before)
        if before.checked == nil, kind == .declined { try standing.disapprove(cases[place]) }
    }

    private func target(of question: StoredCase) throws -> CardID? {
        if let proposal = question.proposal { return proposal.summary.target.flatMap(CardID.init) }
        return try String.fetchOne(
            db.cachedStatement(sql: "SELECT target FROM card WHERE row = ?"), arguments: [question.row]
        ).flatMap(CardID.init)
    }

    private mutating func countDifference(_ place: Int, before differed: Bool) {
        guard cases[place].differs != differed else { return }
        count(.differed, cases[place].key, differed ? -1 : 1)
    }

    /// Makes texts of a later line findable. Sixteen lines of a case are, and no more.
    private mutating func note(_ texts: [String?], _ place: Int) {
        let text = texts.compactMap { $0 }.joined(separator: "\n")
        guard !text.isEmpty, cases[place].notes < Self.textsOfACase - 1 else { return }
        cases[place].notes += 1
        index(text, of: cases[place], note: cases[place].notes)
    }

    private mutating func index(_ text: String, of found: StoredCase, note: Int) {
        texts.append(Text(id: Int(found.row) * Self.textsOfACase + note, text: text, tags: found.tags))
    }

    /// In ascending order: FTS5 writes out what it has gathered whenever a smaller number comes.
    private mutating func writeTexts() throws {
        texts.sort { $0.id < $1.id }
        for text in texts {
            search.bind(text.id)
            search.bind(text.text)
            search.bind(text.tags)
            try search.run()
        }
        texts = []
    }

    /// A line's words, to be found by.
    private struct Text {
        let id: Int
        let text: String
        let tags: String
    }

    /// Texts are numbered by their case's row times this, plus their place in the case.
    static let textsOfACase = 16

    private mutating func count(_ kind: TallyKind, _ key: TallyKey, _ by: Int = 1) {
        tallies[key, default: [:]][kind.rawValue, default: 0] += by
    }

    private mutating func place(of card: CardID) throws -> Int? {
        if let place = places[card] { return place }
        let stored = try StoredCase(card, by: &lookUp)
        if let stored { cases.append(stored) }
        let place = stored == nil ? nil : cases.count - 1
        places[card] = .some(place)
        return place
    }
}

extension IndexBatch {
    private func writeCases() throws {
        var insert = try RawStatement(Self.insertion, db)
        var update = try RawStatement(Self.change, db)
        for found in cases {
            if let proposal = found.proposal {
                insert.bind(Int(found.row))
                insert.bind(found.id.text)
                insert.bind(found.risk.rawValue)
                insert.bind(proposal.summary.since.milliseconds)
                insert.bind(proposal.summary.expires?.milliseconds)
                insert.bind(proposal.summary.trigger)
                insert.bind(found.agent)
                insert.bind(found.account)
                insert.bind(found.actionType)
                insert.bind(proposal.summary.target)
                insert.bind(found.state == .pending ? proposal.summary.title : "")
                insert.bind(found.digest)
                insert.bind(proposal.span.offset)
                insert.bind(proposal.span.length)
                insert.bind(proposal.at.milliseconds)
                insert.bind(found.action)
                insert.bind(found.ruling.rawValue)
                insert.bind(found.origin.rawValue)
                insert.bind(found.confidence)
                insert.bind(found.submitter.map(Int.init))
                insert.bind(found.reading)
                Self.bindChanges(of: found, to: &insert)
                try insert.run()
            } else {
                Self.bindChanges(of: found, to: &update)
                update.bind(Int(found.row))
                try update.run()
            }
        }
    }

    private static func bindChanges(of found: StoredCase, to statement: inout RawStatement) {
        statement.bind(found.state.stored)
        statement.bind(found.decided?.offset)
        statement.bind(found.decided?.length)
        statement.bind(found.changed)
        statement.bind(found.basis?.stored)
        statement.bind(found.operator)
        statement.bind(found.edited ? 1 : 0)
        statement.bind(found.decidedAt?.milliseconds)
        statement.bind(found.looked)
        statement.bind(found.approved)
        statement.bind(found.skips)
        statement.bind(found.outcome?.stored)
        statement.bind(found.outcomeAt?.milliseconds)
        statement.bind(found.executed)
        statement.bind(found.notes)
        statement.bind(found.execution.rawValue)
        statement.bind(found.endorsed?.offset)
        statement.bind(found.endorsed?.length)
        statement.bind(found.endorsedBy)
        statement.bind(found.authorization?.number)
        statement.bind(found.checked.map { $0 ? 1 : 0 })
        statement.bind(found.wentWell ? 1 : 0)
    }

    private static let changing = [
        "state", "decided_offset", "decided_length", "changed", "basis", "operator", "edited", "decided_at", "looked",
        "approved", "skips", "outcome", "outcome_at", "executed", "notes",
        "execution", "endorsed_offset", "endorsed_length", "endorsed_by", "authorization", "checked", "went_well",
    ]
    private static let fixed = [
        "row", "id", "risk", "since", "expires", "trigger", "agent", "account", "action_type", "target", "title",
        "digest", "proposed_offset", "proposed_length", "proposed_at", "action", "ruling", "own", "confidence",
        "submitter", "reading",
    ]
    private static let insertion = """
        INSERT INTO card (\((fixed + changing).joined(separator: ", ")))
        VALUES (\(Array(repeating: "?", count: fixed.count + changing.count).joined(separator: ", ")))
        """
    private static let change =
        "UPDATE card SET " + changing.map { "\($0) = ?" }.joined(separator: ", ") + " WHERE row = ?"
}
