import HandoffCards
import HandoffTrust

/// What became of one kind of actions, and how much of it is left to agents.
package struct TrustRow: Equatable, Sendable {
    /// What agents call it: an action type, an account (empty for none), an agent, or an action type and an account.
    package let name: [String]
    /// Nil where trust is not given: to agents, and to accounts whatever they do.
    package let subject: TrustSubject?
    /// The one in force; nil as `subject` is.
    package let level: TrustLevel?
    /// What the level rests on, in words.
    package let because: String?
    package let record: TrustRecord
    /// Of what was decided in each of the last weeks, the share approved unedited; oldest first, nil for a week without decisions.
    package let weeks: [Double?]
    /// How stated confidence compares with what became of it.
    package let counts: [ConfidenceCount]
    /// Computed once, since a screen is drawn often: of `record`, as is the 95% interval of the share approved unedited.
    let standing: TrustMark
    let approval: ClosedRange<Double>

    package init(
        name: [String], subject: TrustSubject?, level: TrustLevel?, because: String?, record: TrustRecord,
        weeks: [Double?] = [], counts: [ConfidenceCount] = []
    ) {
        self.name = name
        self.subject = subject
        self.level = level
        self.because = because
        self.record = record
        self.weeks = weeks
        self.counts = counts
        standing = TrustMark(record)
        approval = record.approval.interval()
    }
}
