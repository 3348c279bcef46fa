import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

@Suite struct AuditReportTests {
    /// From the worked examples in Brown, Cai and DasGupta, "Interval estimation for a binomial proportion" (2001), and by hand for the ends.
    @Test(
        arguments: [
            (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055), (81, 263, 0.2553, 0.3662),
        ] as [(Int, Int, Double, Double)])
    func intervalsAreWilsons(part: Int, whole: Int, low: Double, high: Double) throws {
        let interval = try #require(Share(part, of: whole).interval)
        #expect(abs(interval.lowerBound - low) < 0.0001, "\(interval)")
        #expect(abs(interval.upperBound - high) < 0.0001, "\(interval)")
    }

    @Test func ofNothingNothingIsSaid() {
        #expect(Share(0, of: 0).value == nil)
        #expect(Share(0, of: 0).interval == nil)
        #expect(DecisionTimes().looked(quantile: 0.5) == nil)
        #expect(DecisionDays().spans(of: .day).isEmpty)
    }

    @Test func quantilesAreTimesThatOccurred() {
        var times = DecisionTimes()
        for time in [5, 1, 4, 2, 3, 6, 7, 8, 9, 10] { times.take(looked: time * 1000) }
        times.sort()
        #expect(times.looked(quantile: 0.5) == 5000)
        #expect(times.looked(quantile: 0.9) == 9000)
        #expect(times.looked(quantile: 1) == 10_000)
    }

    @Test func everyTimeIsInTheBinWhoseEdgesSurroundIt() {
        var all = DecisionTimes()
        for time in [0, 1, 124, 125, 176, 177, 250, 999, 1000, 60_000, 3_600_000, .max] {
            var times = DecisionTimes()
            times.take(looked: time)
            all.take(looked: time)
            let bin = times.histogram.firstIndex(of: 1) ?? -1
            #expect(bin == 0 || Double(time) >= DecisionTimes.edge(bin), "\(time)")
            #expect(bin == DecisionTimes.bins - 1 || Double(time) < DecisionTimes.edge(bin + 1), "\(time)")
        }
        #expect(all.histogram.reduce(0, +) == all.count)
    }

    @Test func aQuickDecisionIsOneThatIsShorterThanReading() {
        var times = DecisionTimes()
        #expect(DecisionTimes.leastReading(words: 25) == 3000)
        times.takeReading(words: 25, in: 2999)
        times.takeReading(words: 25, in: 3000)
        #expect(times.quick == Share(1, of: 2))
    }

    @Test(arguments: [1, 6, 7, 8, 29, 100, 800])
    func spansHoldEveryDecisionOnce(days count: Int) {
        var days = DecisionDays()
        for day in 0..<count { days.take(day % 3 == 0 ? .declined : .approved, at: noon.adding(seconds: day * 86_400)) }
        for unit in [DecisionDays.Unit.day, .week, .month] {
            let spans = days.spans(of: unit)
            #expect(spans.reduce(0) { $0 + $1.counts.all } == count)
            #expect(spans.count == (count + unit.rawValue - 1) / unit.rawValue)
        }
        #expect(days.spans(of: days.unit(spans: 92)).count <= 92)
    }

    private func report(_ cases: [AuditCase], listed: Int = 50, now: Timestamp = noon.adding(seconds: 60))
        -> AuditReport
    {
        var builder = AuditReport.Builder(terms: .init(now: now, lifetime: 900, listed: listed))
        for found in cases { builder.take(found) }
        return builder.finished { card in cases.first { $0.card == card } }
    }

    @Test func countsWhoDecidedWhat() throws {
        var waiting = try auditCase(9)
        waiting.trigger = .scope
        let report = report([
            try auditCase(1).decided(.approved).reported(.succeeded),
            try auditCase(2).decided(.approved, edited: true).reported(.succeeded),
            try auditCase(3).decided(.declined), try auditCase(4).decided(.answered),
            try auditCase(5).decided(.approved, basis: .policy),
            try auditCase(6).decided(.approved, basis: .authorization),
            try auditCase(7).decided(.declined, basis: .policy), try auditCase(8).decided(.expired), waiting,
            try auditCase(10, action: "other").decided(.withdrawn),
        ])
        #expect(report.actions.map(\.action) == ["email.send", "other"])
        let action = report.actions[0]
        #expect(action.proposed == 9)
        #expect(action.asked.approved == 2 && action.asked.edited == 1)
        #expect(action.asked.declined == 1 && action.asked.answered == 1)
        #expect(action.aloneByPolicy == 1 && action.aloneByAuthorization == 1 && action.refusedByPolicy == 1)
        #expect(action.expired == 1 && action.pending == 1 && action.withdrawn == 0)
        #expect(action.approvalRate == Share(2, of: 4) && action.editRate == Share(1, of: 2))
        #expect(action.expiryRate == Share(1, of: 5))
        #expect(report.total.proposed == report.cases && report.total.withdrawn == 1)
        #expect(report.triggers == [.scope: 1])
        #expect(report.failureCount == 0)
    }

    @Test func listsTheNewestOfEachClass() throws {
        let cases = try (1...9).map { try auditCase($0).decided(.approved).reported(.failed) }
        let list = report(cases, listed: 2).list(.failedInExecution)
        #expect(list.count == 9)
        #expect(list.newest.map(\.auditCase.row) == [9, 8])
        #expect(list.byAction == ["email.send": 9])
    }

    /// An agent could make a report say that it covers years.
    @Test func thePeriodGoesByWhenLinesWereWritten() throws {
        let id = try cardID("a")
        var fold = CaseFold()
        let span = LineSpan(offset: 0, length: 1)
        fold.take(try proposed("a"), at: noon, span: span)
        let outcome = Outcome(
            card: id, status: .succeeded, detail: nil, finished: noon.adding(seconds: 100 * 365 * 86_400))
        let recorded = noon.adding(seconds: 5)
        fold.take(.executionFinished(.init(outcome: outcome, reportedBy: "agent")), at: recorded, span: span)
        #expect(report(fold.cases).period == noon...recorded)
    }

    @Test func asManyAreListedAsThereAre() throws {
        let cases = [
            try auditCase(1).decided(.approved).reported(.failed), try auditCase(2).decided(.declined),
            try auditCase(3).decided(.approved, after: 20),
        ]
        let report = report(cases, listed: .max)
        #expect(report.list(.failedInExecution).newest.count == 1)
        #expect(report.list(.rightProposalRefused).newest.count == 1)
    }

    @Test func anOverruledRefusalNamesWhatOverruledIt() throws {
        let list = report([try auditCase(1).decided(.declined), try auditCase(2).decided(.approved, after: 20)])
            .list(.rightProposalRefused)
        #expect(list.count == 1)
        #expect(list.newest.map(\.auditCase.card.text) == ["card-1"])
        #expect(list.newest.first?.overruledBy?.text == "card-2")
    }

    /// Over a history in which everything occurs: each case is in one class at most, and the counts agree with the cases one by one.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func classesOfAHistoryAddUp(seed: UInt64) throws {
        var fold = CaseFold()
        for (time, fact) in try SampleHistory(cases: 600, days: 30, seed: seed).facts {
            fold.take(fact, at: time, span: LineSpan(offset: 0, length: 1))
        }
        let end = noon.adding(seconds: 100 * 86_400)
        let report = report(fold.cases, listed: 1000, now: end)
        #expect(report.cases == 600, "seed \(seed)")
        let listed = FailureClass.allCases.flatMap { report.list($0).newest.map(\.auditCase.card) }
        #expect(Set(listed).count == listed.count)
        #expect(listed.count == report.failureCount)
        for failure in FailureClass.allCases where failure != .doneWithoutApproval {
            #expect(report.list(failure).count > 0, "the history has no case of \(failure), seed \(seed)")
            for entry in report.list(failure).newest {
                let isOverruled = failure == .rightProposalRefused
                #expect(
                    FailureClass(of: entry.auditCase, isOverruled: isOverruled, now: end, patience: 1800) == failure)
            }
        }
    }
}
