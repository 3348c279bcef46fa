import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictJSON

/// What the record shows of agents, and how much is left to them.
struct TrustReport {
    let grouping: TrustGrouping
    let rows: [TrustRow]
    let stated: [StatedConfidence]
    let canaries: [CanaryCount]

    init(by grouping: TrustGrouping, _ gate: Gate, now: Timestamp) throws {
        self.grouping = grouping
        let index = gate.index
        var records: [[JSONText]: TrustRecord] = [:]
        // What the gate itself asks is no agent's record.
        for tally in try index.tallies() where !tally.key.actionType.hasPrefix(Gate.ownTypes) {
            records[grouping.name(tally.key), default: TrustRecord()] += TrustRecord(tally)
        }
        // A level that somebody set is shown before there is a card.
        for record in try index.trustLevels() where record.state.recorded != nil {
            guard let name = grouping.name(record.subject) else { continue }
            records[name, default: TrustRecord()] += TrustRecord()
        }
        stated = try index.statedConfidences().filter { !$0.actionType.hasPrefix(Gate.ownTypes) }
        canaries = try index.canaryCounts()
        var counts: [[JSONText]: [ConfidenceCount]] = [:]
        for found in stated {
            guard let name = grouping.name(found) else { continue }
            counts[name, default: []] += found.counts
        }
        let first = now.week - Self.weeks + 1
        var weeks: [[JSONText]: [TrustRecord]] = [:]
        for (week, tally) in try index.weekTallies(from: first) where week <= now.week {
            weeks[
                grouping.name(tally.key),
                default: Array(repeating: TrustRecord(), count: Self.weeks)][
                    week - first] +=
                TrustRecord(tally)
        }
        let policy = gate.policy.current().policy
        rows = try records.map { (key: $0.key, name: $0.key.map(\.text), record: $0.value) }
            .sorted { $0.name.lexicographicallyPrecedes($1.name) }.map { key, name, record in
                let subject = grouping.subject(name)
                let known = try subject.flatMap { try Self.inForce($0, gate, policy) }
                return TrustRow(
                    name: name, subject: subject, level: known?.level, because: known?.because, record: record,
                    weeks: weeks[key]?.map(\.approval.share) ?? [], counts: counts[key] ?? [])
            }
    }

    /// What binds: of an account never more than of the action. Nil for what the catalogue does not know, which is asked about in any case.
    private static func inForce(_ subject: TrustSubject, _ gate: Gate, _ policy: Policy) throws -> TrustStanding.Known?
    {
        guard policy.entry(subject.action) != nil else { return nil }
        let start = TrustStanding.Known(Gate.start(of: subject.action, under: policy), because: nil)
        let own = try gate.trust(of: subject, under: policy) ?? start
        guard subject.account != nil else { return own }
        let whole = try gate.trust(of: TrustSubject(action: subject.action, account: nil), under: policy) ?? start
        guard whole.level < own.level else { return own }
        let because = whole.because.map { ": " + $0 } ?? ""
        return .init(whole.level, because: "so for all accounts" + because)
    }

    /// How many of the last weeks are told apart.
    private static let weeks = 12
}

extension TrustGrouping {
    fileprivate func name(_ key: TallyKey) -> [JSONText] {
        switch self {
        case .action: [JSONText(key.actionType)]
        case .account: [JSONText(key.account)]
        case .agent: [JSONText(key.agent)]
        case .pair: [JSONText(key.actionType), JSONText(key.account)]
        }
    }

    /// Nil where the rows are about something else.
    fileprivate func name(_ subject: TrustSubject) -> [JSONText]? {
        switch (self, subject.account) {
        case (.action, nil): [JSONText(subject.action)]
        case (.pair, let account?): [JSONText(subject.action), JSONText(account)]
        default: nil
        }
    }

    /// What a confidence is stated about has no account.
    fileprivate func name(_ stated: StatedConfidence) -> [JSONText]? {
        switch self {
        case .action: [JSONText(stated.actionType)]
        case .agent: [JSONText(stated.agent)]
        case .account, .pair: nil
        }
    }

    fileprivate func subject(_ name: [String]) -> TrustSubject? {
        hasLevels ? TrustSubject(action: name[0], account: self == .pair ? name[1] : nil) : nil
    }
}

extension TrustReport {
    func text(width: Int?, paint: Paint) -> String {
        var table = Table(
            columns: grouping.labels.enumerated().map { place, title in
                Table.Column(title: title, limit: 32, isFlexible: place == 0)
            } + (grouping.hasLevels ? [Table.Column(title: "LEVEL")] : [])
                + ["DECIDED", "APPROVED", "EDITED", "DECLINED", "EXPIRED", "ALONE", "UNDONE", "MEDIAN"].map {
                    Table.Column(title: $0)
                })
        for row in rows {
            let record = row.record
            var cells = row.name.map { Table.Cell($0.isEmpty ? "–" : $0) }
            if grouping.hasLevels { cells.append(.init(row.level?.rawValue ?? "–")) }
            cells += [
                .init(String(record.decided)), .init(Self.share(record.approval), Self.tint(record.approval)),
                .init(String(record.edited)), .init(String(record.declined)), .init(String(record.expired)),
                .init(String(record.alone)),
                .init("\(record.undone) of \(record.reversal.total)", record.undone > 0 ? .red : nil),
                .init(record.time(quantile: 0.5).map(Self.time) ?? "–"),
            ]
            table.rows.append(cells)
        }
        var text = table.rendered(width: width, paint: paint)
        text += "\n" + Self.note + "\n"
        let reasons = rows.filter { $0.because != nil }.map { row in
            let name = row.name.map { $0.isEmpty ? "(no account)" : $0 }.joined(separator: " for ")
            return "\(Paint.safe(name)): \(row.level?.words ?? ""), because: \(Paint.safe(row.because ?? ""))\n"
        }
        if !reasons.isEmpty { text += "\n" + reasons.joined() }
        let calibrations = calibrationTable(width: width, paint)
        if !calibrations.isEmpty { text += "\n" + calibrations }
        if !canaries.isEmpty { text += "\n" + canaryTable(width: width, paint) }
        return text
    }

    /// How well cards are looked at.
    private func canaryTable(width: Int?, _ paint: Paint) -> String {
        var table = Table(columns: [
            .init(title: "OPERATOR", isFlexible: true), .init(title: "CANARIES"), .init(title: "MISSED"),
            .init(title: "MISSES AT MOST"),
        ])
        for count in canaries {
            let missed = count.missedShare
            table.rows.append([
                .init(count.operator), .init(String(missed.total)),
                .init(String(missed.count), missed.count > 0 ? .red : nil),
                .init("\(Self.percent(missed.upperBound(tail: 0.05)))%, with an error of at most 5%"),
            ])
        }
        return table.rendered(width: width, paint: paint)
    }

    private static let note =
        "Approved: unchanged, of what a person decided, with 95% intervals. Undone: of what was reported as carried out."

    /// `41 of 44, 81–99%`
    static func share(_ proportion: Proportion) -> String {
        guard proportion.total > 0 else { return "–" }
        guard !proportion.isTooFew else { return "\(proportion.count) of \(proportion.total), too few to say" }
        let interval = proportion.interval()
        return
            "\(proportion.count) of \(proportion.total), \(percent(interval.lowerBound))–\(percent(interval.upperBound))%"
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

    private static func tint(_ proportion: Proportion) -> Paint.Tint? {
        guard !proportion.isTooFew else { return .dim }
        let interval = proportion.interval()
        return interval.lowerBound >= 0.9 ? .green : interval.upperBound < 0.9 ? .red : nil
    }

    /// `1–2 s`, of edges in milliseconds.
    private static func time(_ range: Range<Int>) -> String {
        let (low, high) = (Double(range.lowerBound) / 1000, Double(range.upperBound) / 1000)
        func number(_ seconds: Double) -> String {
            seconds < 0.95 ? String(Double(Int((seconds * 10).rounded())) / 10) : String(Int(seconds.rounded()))
        }
        return high < 120 ? "\(number(low))–\(number(high)) s" : "\(number(low / 60))–\(number(high / 60)) min"
    }

    /// Of those whose confidence was judged often enough to say anything.
    private func calibrationTable(width: Int?, _ paint: Paint) -> String {
        var table = Table(columns: [
            .init(title: "CONFIDENCE OF", isFlexible: true), .init(title: "ACTION", limit: 24), .init(title: "JUDGED"),
            .init(title: "STATED"), .init(title: "RIGHT"), .init(title: "BRIER"), .init(title: "OFF BY"),
        ])
        for found in stated {
            let calibrator = Calibrator(found.counts)
            let right = Proportion(calibrator.right, of: calibrator.judged)
            guard !right.isTooFew, let brier = calibrator.brierScore else { continue }
            let bins = calibrator.bins()
            let error = calibrator.expectedCalibrationError(bins) ?? 0
            let band = calibrator.nullBand(bins)
            let mean = bins.reduce(0) { $0 + $1.confidence * Double($1.outcome.total) } / Double(calibrator.judged)
            table.rows.append([
                .init(found.agent + (found.submitter.map { " (user \($0))" } ?? "")), .init(found.actionType),
                .init(String(calibrator.judged)), .init(Self.decimal(mean)), .init(Self.share(right)),
                .init(Self.decimal(brier)),
                .init(
                    "\(Self.decimal(error)), by chance up to \(Self.decimal(band))", error > band ? .red : .green),
            ])
        }
        return table.rows.isEmpty ? "" : table.rendered(width: width, paint: paint)
    }

    /// Three places.
    private static func decimal(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

extension TrustReport {
    var document: JSONValue {
        [
            "by": .string(grouping.rawValue),
            "records": .array(
                rows.map { row in
                    var members = JSONObject()
                    for (title, name) in zip(grouping.labels, row.name) {
                        members[title.lowercased()] = name.isEmpty ? .null : .string(name)
                    }
                    if grouping.hasLevels {
                        members["level"] = JSONValue(row.level?.rawValue)
                        members["because"] = JSONValue(row.because)
                    }
                    members["approval_by_week"] = .array(row.weeks.map { $0.map(JSONValue.number) ?? .null })
                    return .object(members.overlaid(with: row.record.document))
                }),
            "confidences": .array(stated.map(\.document)),
            "canaries": .array(
                canaries.map { count in
                    [
                        "operator": .string(count.operator), "caught": .number(Double(count.caught)),
                        "missed": .number(Double(count.missed)),
                        "miss_rate_at_most": .number(count.missedShare.upperBound(tail: 0.05)),
                    ]
                }),
        ]
    }
}

extension TrustRecord {
    fileprivate var document: JSONObject {
        [
            "decided": .number(Double(decided)), "approved": .number(Double(approved)),
            "edited": .number(Double(edited)), "declined": .number(Double(declined)),
            "answered": .number(Double(answered)), "expired": .number(Double(expired)),
            "alone": .number(Double(alone)), "succeeded": .number(Double(succeeded)),
            "failed": .number(Double(failed)), "undone": .number(Double(undone)),
            "approval": approval.document, "reversal": reversal.document,
            "faster_than_reading": haste.document,
            "median_milliseconds": Self.edges(time(quantile: 0.5)), "p90_milliseconds": Self.edges(time(quantile: 0.9)),
            "by_risk": .object(
                JSONObject(
                    Risk.allCases.filter { times[$0] != nil }.map { risk in
                        JSONObject.Member(
                            name: risk.word,
                            value: [
                                "median_milliseconds": Self.edges(time(quantile: 0.5, risk)),
                                "p90_milliseconds": Self.edges(time(quantile: 0.9, risk)),
                            ])
                    })),
        ]
    }

    /// The lower edge and the upper one.
    private static func edges(_ range: Range<Int>?) -> JSONValue {
        range.map { [.number(Double($0.lowerBound)), .number(Double($0.upperBound))] } ?? .null
    }
}

extension Proportion {
    /// Null where there are too few to say.
    fileprivate var document: JSONValue {
        guard let share, !isTooFew else { return .null }
        let interval = interval()
        return [
            "share": .number(share), "from": .number(interval.lowerBound), "to": .number(interval.upperBound),
        ]
    }
}

extension StatedConfidence {
    fileprivate var document: JSONValue {
        let calibrator = Calibrator(counts)
        let bins = calibrator.bins()
        let isTooFew = Proportion(calibrator.right, of: calibrator.judged).isTooFew
        func figure(_ value: Double?) -> JSONValue { isTooFew ? .null : value.map(JSONValue.number) ?? .null }
        return [
            "action": .string(actionType), "agent": .string(agent),
            "submitter": submitter.map { .number(Double($0)) } ?? .null,
            "judged": .number(Double(calibrator.judged)), "right": .number(Double(calibrator.right)),
            "brier_score": figure(calibrator.brierScore), "log_loss": figure(calibrator.logLoss),
            "expected_calibration_error": figure(calibrator.expectedCalibrationError(bins)),
            "null_band": figure(calibrator.nullBand(bins)),
            "bins": .array(
                isTooFew
                    ? []
                    : bins.map { bin in
                        let interval = bin.outcome.interval()
                        return [
                            "confidence": .number(bin.confidence), "judged": .number(Double(bin.outcome.total)),
                            "right": .number(Double(bin.outcome.count)), "from": .number(interval.lowerBound),
                            "to": .number(interval.upperBound),
                        ]
                    }),
        ]
    }
}

extension CanaryCount {
    fileprivate var missedShare: Proportion { Proportion(missed, of: caught + missed) }
}
