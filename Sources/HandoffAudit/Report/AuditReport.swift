import HandoffCards

/// What oversight was applied, what came of it and what went wrong: all that a report says of a log's cases, as values.
package struct AuditReport: Sendable {
    package private(set) var cases = 0
    /// From the first proposal to the last thing that is known of any case.
    package private(set) var period: ClosedRange<Timestamp>?
    /// By action type, most proposals first.
    package private(set) var actions: [ActionOversight] = []
    package private(set) var agents: [String: Int] = [:]
    package private(set) var accounts: [String: Int] = [:]
    package private(set) var operators: [String: Int] = [:]
    /// Why people were asked.
    package private(set) var triggers: [Card.Trigger: Int] = [:]
    package private(set) var times = DecisionTimes()
    package private(set) var days = DecisionDays()
    package private(set) var failures: [FailureClass: FailureList] = [:]
    package let terms: Terms

    /// What the classes of failures depend on.
    package struct Terms: Equatable, Sendable {
        package var now: Timestamp
        /// In seconds, for how long an approval can be used.
        package var lifetime: Int
        /// In seconds, for how long after that silence is no failure.
        package var grace: Int
        /// See `Overrulings`.
        package var window: Int
        /// How many cases of each class are kept: the newest.
        package var listed: Int

        package static let standardGrace = 15 * 60

        package init(
            now: Timestamp, lifetime: Int, grace: Int = standardGrace, window: Int = Overrulings.standardWindow,
            listed: Int
        ) {
            self.now = now
            self.lifetime = lifetime
            self.grace = grace
            self.window = window
            self.listed = listed
        }
    }

    /// All of one class, and its newest cases.
    package struct FailureList: Equatable, Sendable {
        package var count = 0
        package var byAction: [String: Int] = [:]
        /// Newest first.
        package var newest: [Entry] = []

        package struct Entry: Equatable, Sendable {
            package let auditCase: AuditCase
            /// For a refusal, the card that overruled it.
            package var overruledBy: CardID?
        }
    }

    package func list(_ failure: FailureClass) -> FailureList { failures[failure] ?? FailureList() }

    /// Of all classes together.
    package var failureCount: Int { failures.values.reduce(0) { $0 + $1.count } }

    /// All actions together.
    package var total: ActionOversight { ActionOversight("all", summing: actions) }
}

extension AuditReport {
    /// Takes cases in, in the order in which they were proposed. What it remembers grows with the refusals and with the number of decisions
    /// (eight bytes each), not with the cases.
    package struct Builder: Sendable {
        private var report: AuditReport
        private var byAction: [String: ActionOversight] = [:]
        private var overrulings: Overrulings
        private var overruled: [(refusal: CardID, by: CardID)] = []

        package init(terms: Terms) {
            report = AuditReport(terms: terms)
            overrulings = Overrulings(window: terms.window)
        }

        /// What the gate itself asked is no proposal of an agent; the answer stands with the case that it is about. Nor is what it made up.
        package mutating func take(_ auditCase: AuditCase) {
            if auditCase.isOwn || auditCase.isCanary { return }
            report.cases += 1
            byAction[auditCase.actionType, default: ActionOversight(action: auditCase.actionType)].take(auditCase)
            report.agents[auditCase.agent, default: 0] += 1
            report.accounts[auditCase.account ?? "", default: 0] += 1
            extendPeriod(by: auditCase)
            takeDecision(auditCase)
            takeFailure(auditCase)
        }

        /// For the share of decisions that were quicker than reading is.
        package mutating func takeReading(words: Int, in milliseconds: Int) {
            report.times.takeReading(words: words, in: milliseconds)
        }

        private mutating func extendPeriod(by auditCase: AuditCase) {
            let last = max(
                auditCase.proposedAt, auditCase.decidedAt ?? .distantPast, auditCase.outcomeAt ?? .distantPast)
            let period = report.period ?? auditCase.proposedAt...last
            report.period = min(period.lowerBound, auditCase.proposedAt)...max(period.upperBound, last)
        }

        private mutating func takeDecision(_ auditCase: AuditCase) {
            // Decided, and by nobody: no person was asked.
            let isAlone = auditCase.basis == .authorization || auditCase.basis == .policy
            let wasSettled = auditCase.decision == .approved || auditCase.decision == .declined
            if let trigger = auditCase.trigger, !(isAlone && wasSettled) { report.triggers[trigger, default: 0] += 1 }
            guard let kind = auditCase.decision, auditCase.basis == .operator, let at = auditCase.decidedAt else {
                return
            }
            report.days.take(kind, at: at)
            if let name = auditCase.operator { report.operators[name, default: 0] += 1 }
            report.times.take(waited: max(0, at.seconds(since: auditCase.proposedAt)))
            if let looked = auditCase.looked { report.times.take(looked: looked) }
        }

        private mutating func takeFailure(_ auditCase: AuditCase) {
            let terms = report.terms
            if let failure = FailureClass(
                of: auditCase, isOverruled: false, now: terms.now, patience: terms.lifetime + terms.grace)
            {
                report.add(auditCase, to: failure)
                // Approved all the same, so it may overrule; a refusal that was ignored is in a graver class already.
                guard auditCase.decision == .approved else { return }
            }
            for refusal in overrulings.take(auditCase) {
                report.failures[.rightProposalRefused, default: FailureList()].count += 1
                report.failures[.rightProposalRefused]?.byAction[auditCase.actionType, default: 0] += 1
                overruled.append((refusal, auditCase.card))
                if overruled.count / 2 >= terms.listed { overruled.removeFirst(overruled.count - terms.listed) }
            }
        }

        /// - Parameter lookUp: a case that was taken in before, by its card.
        package consuming func finished(lookUp: (CardID) throws -> AuditCase?) rethrows -> AuditReport {
            for (refusal, by) in overruled.suffix(report.terms.listed) {
                guard let auditCase = try lookUp(refusal) else { continue }
                report.failures[.rightProposalRefused]?.newest.append(.init(auditCase: auditCase, overruledBy: by))
            }
            let listed = report.terms.listed
            for failure in report.failures.keys { report.failures[failure]?.newest.sort(listed: listed) }
            report.actions = byAction.values.sorted { ($1.proposed, $0.action) < ($0.proposed, $1.action) }
            report.times.sort()
            return report
        }
    }

    private init(terms: Terms) { self.terms = terms }

    private mutating func add(_ auditCase: AuditCase, to failure: FailureClass) {
        var list = failures.removeValue(forKey: failure) ?? FailureList()
        list.count += 1
        list.byAction[auditCase.actionType, default: 0] += 1
        list.newest.append(.init(auditCase: auditCase))
        if list.newest.count / 2 >= terms.listed { list.newest.sort(listed: terms.listed) }
        failures[failure] = list
    }
}

extension [AuditReport.FailureList.Entry] {
    /// Newest proposals first, no more than are listed.
    fileprivate mutating func sort(listed: Int) {
        sort { $0.auditCase.row > $1.auditCase.row }
        if count > listed { removeLast(count - listed) }
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(milliseconds: 0)
}
