import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffQueue

/// What became of a batch of submitted files.
package struct AdmissionReport: Sendable, Equatable {
    package var admitted = 0
    /// Files moved to `bad/`, or left in place where even that failed, with the reason.
    package var refused: [Refused] = []
    /// Cards that were ended and whose agents could not be told; it is tried again whenever somebody sees their files.
    package var undelivered: [Refused] = []

    package struct Refused: Sendable, Equatable {
        package let name: String
        package let reason: String
    }

    mutating func add(_ other: AdmissionReport) {
        admitted += other.admitted
        refused += other.refused
        undelivered += other.undelivered
    }
}

extension Gate {
    /// Takes in submitted files: reads each once, checks it, records `handoff.proposed`. A file that is no card goes to `bad/`;
    /// one that is known already only has its unfinished business finished. Whoever sees a file first records it, once.
    ///
    /// - Parameter areSettled: false for files whose writer may not be done: what is no card yet is then left where it is.
    @discardableResult
    package func admit(_ entries: [NewEntry], areSettled: Bool = true, now: Timestamp) throws -> AdmissionReport {
        let known = try index.known(among: entries.compactMap(\.card))
        var report = AdmissionReport()
        var waiting = entries[...]
        while !waiting.isEmpty {
            let examined = try examine(waiting.prefix(Self.batchSize), known)
            waiting = waiting.dropFirst(examined.count)
            report.add(try take(examined, areSettled: areSettled, now: now))
        }
        return report
    }

    /// The files of all users in turns, those of each in their order: whoever hands in thousands keeps nobody else waiting.
    package func inTurns(_ entries: [NewEntry]) -> [NewEntry] {
        var counts: [UInt32?: Int] = [:]
        let turns = entries.map { entry in
            let owner = store.owner(of: entry)
            counts[owner, default: 0] += 1
            return counts[owner, default: 0]
        }
        if counts.count < 2 { return entries }
        return zip(turns, entries.indices).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { entries[$0.1] }
    }

    /// Everything in `new/` that the log does not know, in batches, with what was withdrawn meanwhile. While a batch is recorded, the other
    /// processors read and check the next one, and this one helps when it is done.
    ///
    /// - Parameter progress: called after each batch with how many of how many files are done; returning false stops.
    @discardableResult
    package func admitAll(
        now: () -> Timestamp, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
    ) throws -> AdmissionReport {
        try catchUp(now: now())
        let entries = try store.listNew()
        var report = AdmissionReport()
        // What waits as it should is struck off; what remains has left `new`.
        var missing = Set(try index.pendingIDs())
        var unfinished = entries.filter { entry in entry.card.map { missing.remove($0) == nil } ?? true }
        // Most IDs begin with their time. The oldest come first that way, and the index grows at its end, not all over.
        unfinished.sort { ($0.card?.text ?? "") < ($1.card?.text ?? "") }
        if unfinished.count > Self.batchSize { unfinished = inTurns(unfinished) }
        try withdrawInParts(missing.sorted(), now: now())
        let known = try index.known(among: unfinished.compactMap(\.card))
        var done = 0
        var waiting = unfinished[...]
        var candidates = try examine(waiting.prefix(Self.partSize), known)
        waiting = waiting.dropFirst(candidates.count)
        while !candidates.isEmpty {
            let current = candidates
            let parts = Array(waiting.prefix(Self.batchSize)).parts(of: Self.partSize)
            let moment = now()
            let (taken, examined) = concurrently(
                { try self.take(current, areSettled: true, now: moment) }, forEach: parts,
                { try self.examine($0, known) })
            report.add(try taken.get())
            done += current.count
            let found = try examined.get()
            candidates = found.flatMap(\.self)
            // What did not fit is examined with the next.
            let left = zip(parts, found).flatMap { part, found in part.dropFirst(found.count) }
            waiting = waiting.dropFirst(Self.batchSize)
            if !left.isEmpty { waiting = left + waiting }
            guard progress(done, unfinished.count) else { break }
        }
        return report
    }

    /// A submitted file after it was read and checked.
    private struct Candidate: Sendable {
        let entry: NewEntry
        let finding: Finding

        enum Finding: Sendable {
            case card(Card, digest: Hash256, submitter: Submitter?)
            /// The log knows the card.
            case known(CardID)
            case refusal(reason: String)
            /// The file is gone or still being written: it comes again or never.
            case nothing
        }
    }

    /// Reads and checks, and changes nothing.
    ///
    /// - Parameter known: the cards that the log knew a moment ago; whoever records asks again.
    /// - Returns: what is to be said of the first of them, of so many as have `bytesAtOnce` together, and at least of one.
    private func examine(_ entries: some Collection<NewEntry>, _ known: Set<CardID>) throws -> [Candidate] {
        var candidates: [Candidate] = []
        var bytes = 0
        for entry in entries where bytes < Self.bytesAtOnce {
            if let id = entry.card, known.contains(id) {
                candidates.append(Candidate(entry: entry, finding: .known(id)))
                continue
            }
            switch try prepare(entry) {
            case .card(let card, let owner, let size):
                bytes += size
                candidates.append(
                    Candidate(
                        entry: entry, finding: .card(card, digest: card.digest(), submitter: Submitter(other: owner))))
            case .refusal(let reason): candidates.append(Candidate(entry: entry, finding: .refusal(reason: reason)))
            case .nothing: candidates.append(Candidate(entry: entry, finding: .nothing))
            }
        }
        return candidates
    }

    private func take(_ candidates: [Candidate], areSettled: Bool, now: Timestamp) throws -> AdmissionReport {
        var report = AdmissionReport()
        var fresh: [(card: Card, digest: Hash256, submitter: Submitter?)] = []
        var refusals: [(entry: NewEntry, reason: String)] = []
        for candidate in candidates {
            switch candidate.finding {
            case .card(let card, let digest, let submitter): fresh.append((card, digest, submitter))
            case .known(let id):
                // One that cannot be settled must not keep the others out.
                do { try settle(candidate.entry, id, &report, now: now) } catch {
                    report.undelivered.append(.init(name: candidate.entry.name.description, reason: "\(error)"))
                }
            case .refusal(let reason): if areSettled { refusals.append((candidate.entry, reason)) }
            case .nothing: continue
            }
        }
        // Cards first: whoever floods the queue with other things keeps nobody waiting.
        try admit(fresh, &report, now: now)
        report.refused += try refuse(refusals, now: now)
        return report
    }

    private func admit(
        _ fresh: [(card: Card, digest: Hash256, submitter: Submitter?)], _ report: inout AdmissionReport, now: Timestamp
    ) throws {
        guard !fresh.isEmpty else { return }
        let (count, ended) = try change(now: now) { transaction in
            let now = transaction.now
            var known = try transaction.index.known(among: fresh.map(\.card.id))
            var (count, ended): (Int, [Decision]) = (0, [])
            for (card, digest, submitter) in fresh where known.insert(card.id).inserted {
                let answer = try answer(to: card, from: submitter?.user, transaction, now: now)
                let decision = try propose(card, digest: digest, answer, from: submitter, &transaction, now: now)
                if let decision { ended.append(decision) }
                if decision?.kind == .approved { try spotCheck(card, answer.assessment, &transaction, now: now) }
                if case .asks = answer.verdict { try proposeCanary(beside: submitter, &transaction, now: now) }
                count += 1
            }
            return (count, ended)
        }
        report.admitted = count
        do { try deliver(ended) } catch {
            guard case .undelivered(let id, _, let reason) = error else { throw error }
            report.undelivered.append(.init(name: id.text, reason: reason))
        }
    }

    private enum Prepared {
        case card(Card, owner: UInt32, size: Int)
        case refusal(reason: String)
        /// The file is gone or still being written: it comes again or never.
        case nothing
    }

    private func prepare(_ entry: NewEntry) throws(QueueError) -> Prepared {
        guard let id = entry.card else { return .refusal(reason: "its name is not a card ID with .json after it") }
        let submission: Submission
        do { submission = try store.read(entry) } catch {
            switch error {
            case .vanished, .changedWhileRead: return .nothing
            default: break
            }
            guard error.isFileAtFault else { throw error }
            return .refusal(reason: error.description)
        }
        do {
            let card = try Card(parsing: submission.bytes, id: id)
            if let pretence = card.pretence { return .refusal(reason: pretence.reason) }
            return .card(card, owner: submission.owner, size: submission.bytes.count)
        } catch { return .refusal(reason: Self.cut(error.description)) }
    }

    /// A reason quotes names that an agent chose, of any length.
    static func cut(_ reason: String) -> String {
        reason.unicodeScalars.count <= longestReason
            ? reason : String(String.UnicodeScalarView(reason.unicodeScalars.prefix(longestReason))) + "…"
    }

    private static let longestReason = 400
    /// What the types of the gate's own actions begin with.
    package static let ownTypes = "handoff."

    /// A file that stands in `new/` although its card was ended: the process that ended it did not come to clean up, or somebody
    /// hands in another card under the same ID.
    private func settle(_ entry: NewEntry, _ id: CardID, _ report: inout AdmissionReport, now: Timestamp) throws {
        guard let record = try index.record(of: id), case .decided = record.state else { return }
        try republish(record)
        if case .card(let card, _, _) = try prepare(entry), card.digest() != record.digest {
            let reason = "another card with the ID \(id) has ended; this one needs an ID of its own"
            report.refused += try refuse([(entry, reason)], now: now)
        } else {
            try store.retire(id)
        }
    }

    /// Moves files away and records that, all in one write.
    private func refuse(
        _ files: [(entry: NewEntry, reason: String)], now: Timestamp
    ) throws -> [AdmissionReport.Refused] {
        var refused: [AdmissionReport.Refused] = []
        var recorded: [AdmissionReport.Refused] = []
        for (entry, reason) in files {
            let name = entry.name.description
            do {
                try store.quarantine(entry, reason: reason)
                refused.append(.init(name: name, reason: reason))
                recorded.append(.init(name: name, reason: reason))
            } catch {
                // Another gate was quicker, and it records the refusal; or the file cannot be moved, and the others must not wait for it.
                let isGone = if case .vanished = error { true } else { false }
                let why = isGone ? reason : reason + "; and it stays in the queue: " + error.description
                refused.append(.init(name: name, reason: why))
            }
        }
        guard !recorded.isEmpty else { return refused }
        try change(now: now) { transaction in
            for each in recorded {
                transaction.append(.refused(.init(card: nil, name: each.name, reason: each.reason)))
            }
        }
        return refused
    }

    /// Small enough that a decision never waits long for the lock, large enough that a sync is shared by many.
    private static let batchSize = 512
    /// How many files a processor takes at a time.
    private static let partSize = 64
    /// A card takes up to ten times the room of its file while it is worked on, and whoever may hand cards in may hand in thousands.
    private static let bytesAtOnce = 1 << 20
}

extension NewEntry {
    /// The card that it would be.
    var card: CardID? { if case .card(let id) = self { id } else { nil } }
}
