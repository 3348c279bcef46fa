import ArgumentParser
import HandoffCards
import NcursesTerminal
import StrictJSON

extension DecisionWait {
    /// - Parameters:
    ///   - timeout: how long to wait at most; nil for as long as it takes.
    ///   - signals: what ends the waiting.
    init(_ workplace: Workplace, for id: CardID, timeout: TimeSpan?, signals: SignalPipe? = nil) throws {
        self.init(
            workplace: workplace, store: try workplace.store(), id: id,
            deadline: timeout.map { .now + .seconds($0.seconds) }, signals: signals)
    }

    /// Waits, prints the decision on one line, and throws the exit status that goes with it, unless it was approved.
    ///
    /// - Parameters:
    ///   - document: what is printed of a decision.
    ///   - withdraw: takes the card back when a signal ended the waiting.
    func report(
        _ document: (Decision) throws -> JSONValue = { $0.document }, whenInterrupted withdraw: () throws -> Void = {}
    ) throws {
        switch try result() {
        case .decided(let decision):
            try Output.write(document(decision))
            let status = Self.status(of: decision.kind)
            if status != .success { throw ExitCode(status.rawValue) }
        case .lapsed(let decision, let time):
            try Output.write(document(decision))
            throw Failure(
                .ended, "the approval of \(id) could be used until \(time), and its time is over",
                advice: "Do not act on it: propose the action again.")
        case .interrupted:
            try withdraw()
            if try store.decision(for: id) != nil {
                throw Failure(
                    .stillPending, "a signal ended the waiting", advice: "\(id) was decided before: handoff wait \(id)")
            }
            throw Failure(.stillPending, "a signal ended the waiting, and \(id) was taken back")
        case .timedOut:
            throw Failure(
                .stillPending, "nothing is decided on \(id) yet", advice: "Go on waiting with: handoff wait \(id)")
        case .over:
            throw Failure(
                .ended, "the card \(id) expired or was taken back, and its operator's gate has not said so yet",
                advice: "It cannot be approved any more.")
        }
    }

    static func status(of kind: Decision.Kind) -> ProcessStatus {
        switch kind {
        case .approved: .success
        case .declined: .declined
        case .answered: .answered
        case .expired, .withdrawn: .ended
        }
    }
}
