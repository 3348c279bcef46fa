import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex

/// Where a report and an export have their cases from: the index, brought to the log's end.
struct CaseSource {
    private let index: CardIndex
    /// Why the log cannot be followed to its end; nil where it can.
    let problem: String?

    /// A user who may not write to the log gets what the index knows, and a word about it where that is not all.
    init(_ workplace: Workplace, upTo end: LogPosition, now: Timestamp) throws {
        if let gate = try workplace.gateIfPermitted() {
            index = gate.index
            do {
                try gate.catchUp(now: now)
                problem = nil
            } catch let error as GateError {
                // What is wrong with the log is part of the report, and no reason not to make one.
                problem = Failure(error).what
                Output.note("the log cannot be followed to its end; what the index knows is shown: \(problem ?? "")")
            }
            return
        }
        index = try workplace.index()
        problem = nil
        let known = try index.position()?.sequence ?? 0
        if known < end.sequence {
            Output.note(
                "the index ends \(Words.lines(end.sequence - known)) before the log; what these say is left out")
        }
    }

    /// In the order in which they were proposed. `body` must not ask for cases itself.
    func forEach(_ filter: AuditFilter, _ body: (AuditCase) throws -> Void) throws {
        try index.forEachCase(matching: filter, body)
    }

    /// How far the log was followed.
    func position() throws -> LogPosition? { try index.position() }

    func find(_ card: CardID) throws -> AuditCase? { try index.case(of: card) }
}
