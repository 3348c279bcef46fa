import StrictJSON

extension EffectiveFacts {
    /// Each fact with its origin; those that are not stated and decide nothing are left out.
    func listed(asksFirstTime: Bool) -> [Explanation.Fact] {
        var facts: [Explanation.Fact] = []
        func add(_ name: String, _ value: String?, _ origin: Explanation.Origin) {
            if let value { facts.append(Explanation.Fact(name: name, value: value, origin: origin)) }
        }
        add("action", stated.action, .card)
        add("catalogued", entry == nil ? "no" : "yes, consequence \(entry?.consequence.word ?? "")", .catalogue)
        add("account", stated.account, .card)
        add("agent", stated.agent, .card)
        add("submitter", stated.submitter, .record)
        if target != .unstated { add("target", target.words, entry?.targetFrom == nil ? .card : .catalogue) }
        add("reversible", isReversible ? "yes" : "no", reversibleOrigin)
        add("external", isExternal ? "yes" : "no", externalOrigin)
        add("scale", scale.words, scaleOrigin)
        add("most scale", entry?.maxScale.map(String.init), .catalogue)
        if value != .unstated { add("value", value.words, entry?.valueFrom == nil ? .card : .catalogue) }
        add("most value", entry?.maxValue?.description, .catalogue)
        add("confidence", stated.confidence?.description, .card)
        add("needed", entry?.confidenceToAct?.description, .catalogue)
        if entry?.confidenceToAct != nil { add("worth", stated.calibration.words, .record) }
        let isTrustSet = stated.trust != TrustStanding() || entry?.trust != nil
        add("trust", isTrustSet ? trust.words : nil, stated.trust == TrustStanding() ? .catalogue : .record)
        add("trigger", stated.trigger?.rawValue, .card)
        if asksFirstTime {
            add("first time", isFirstTime ? "yes" : "no", stated.isFirstTime == nil ? .assumed : .record)
        }
        add("time", stated.time?.description, .clock)
        add("weekday", stated.weekday?.word, .clock)
        return facts
    }

    private var reversibleOrigin: Explanation.Origin {
        guard let entry else { return stated.isReversible == false ? .card : .assumed }
        return entry.isReversible && stated.isReversible == false ? .card : .catalogue
    }

    private var externalOrigin: Explanation.Origin {
        guard let entry else { return stated.isExternal == true ? .card : .assumed }
        return !entry.isExternal && stated.isExternal == true ? .card : .catalogue
    }

    private var scaleOrigin: Explanation.Origin {
        guard case .count(let count) = scale else { return .assumed }
        return entry?.scaleFrom != nil && stated.scale != count ? .catalogue : .card
    }
}

extension Calibration {
    package var words: String {
        switch self {
        case .counts: "the stated confidence counts"
        case .worth(let worth): "right \(worth) of the time"
        case .needs(let more): "\(more) more \(more == 1 ? "decision" : "decisions") needed"
        case .unknown: "not known"
        }
    }
}
