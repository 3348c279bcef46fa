import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate

/// Gathers what a report says from a home.
struct ReportMaker {
    let workplace: Workplace
    let filter: AuditFilter
    let terms: AuditReport.Terms

    /// At most so many cards are read again to compare their length with the time they were looked at; of more, every so many-th.
    private static let readings = 20_000

    func report() throws -> OversightReport {
        let log = try workplace.log()
        let cases = try CaseSource(workplace, upTo: log.lines(count: 1).last?.end ?? .start, now: terms.now)
        var builder = AuditReport.Builder(terms: terms)
        var looked = 0
        try cases.forEach(filter) { found in
            builder.take(found)
            if found.looked != nil, found.basis == .operator { looked += 1 }
        }
        let every = max(1, looked / Self.readings)
        var place = 0
        try cases.forEach(filter) { found in
            guard let time = found.looked, found.basis == .operator else { return }
            place += 1
            guard place % every == 0 else { return }
            builder.takeReading(words: try Self.words(of: found, in: log), in: time)
        }
        let first = try log.line(sequence: 0)
        return OversightReport(
            figures: try builder.finished(lookUp: { try cases.find($0) }),
            chain: try chain(log, cases),
            origin: first.map { Checkpoint.origin(ofLogBeginning: $0.leaf) } ?? "none: the log is empty",
            filter: filter.isEverything ? nil : filter.text)
    }

    /// In what a card shows at once.
    private static func words(of found: AuditCase, in log: AuditLog) throws -> Int {
        let line = try log.line(at: found.proposed.offset, length: found.proposed.length)
        guard case .proposed(let fact) = try line.fact else { return 0 }
        return DecisionTimes.words(of: fact.document.object)
    }

    /// All of the log and its checkpoints, on all processors. The bodies are what the index was made of; looking into them once more is
    /// for `verify --full`.
    private func chain(_ log: AuditLog, _ cases: CaseSource) throws -> ChainStatus {
        let keys = try workplace.trustedKeys() ?? []
        let found = try log.verification(
            VerificationDemand(
                isDeep: false, known: try cases.position(), keys: keys.compactMap { CheckpointKey($0.publicKey) }))
        var status = ChainStatus(found, keys: keys.map { .init(id: $0.keyID, name: $0.operatorName) })
        status.problem = status.problem ?? cases.problem
        return status
    }
}
