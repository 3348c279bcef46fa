import HandoffAudit
import HandoffCards

/// What the projection needs of one fact, with its place in the log.
///
/// Making one is most of the work of taking it in, and can be done by any thread; the card's JSON is not kept.
package struct IndexedFact: Sendable {
    let sequence: Int
    let time: Timestamp
    let span: LineSpan
    let content: Content

    enum Content: Sendable {
        case proposed(NewCase)
        case fact(AuditFact)
    }

    /// What becomes a row of the table `card`.
    struct NewCase: Sendable {
        let id: CardID
        let digest: Hash256
        let action: Hash256
        let assessment: Assessment
        let origin: CardOrigin
        /// The user who handed it in; nil for the gate's own.
        let submitter: UInt32?
        let summary: CardSummary
        /// What full-text search finds it by.
        let text: String
    }

    package init(sequence: Int, time: Timestamp, span: LineSpan, fact: AuditFact) {
        self.sequence = sequence
        self.time = time
        self.span = span
        guard case .proposed(let fact) = fact else {
            content = .fact(fact)
            return
        }
        content = .proposed(
            NewCase(
                id: fact.card, digest: fact.digest, action: fact.action, assessment: fact.assessment,
                origin: fact.canary != nil ? .canary : fact.isOwn ? .gate : .agent,
                submitter: fact.submitter?.user, summary: CardSummary(fact, admitted: time),
                text: CaseText.text(of: fact)))
    }
}
