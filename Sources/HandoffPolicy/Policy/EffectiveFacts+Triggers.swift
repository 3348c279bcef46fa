extension EffectiveFacts {
    /// What needs a person whatever the confidence.
    func boundaries(asksFirstTime: Bool) -> [Trigger] {
        var triggers: [Trigger] = []
        if !isReversible { triggers.append(.irreversible) }
        if isExternal { triggers.append(.external) }
        if asksFirstTime, isFirstTime { triggers.append(.firstTime(account: stated.account)) }
        if case .uncountable(let pointer) = scale { triggers.append(.scaleUncountable(pointer: pointer.description)) }
        if let most = entry?.maxScale {
            switch scale {
            case .count(let count): if count > most { triggers.append(.scale(count, most: most)) }
            case .unstated: triggers.append(.scaleUnstated(most: most))
            case .uncountable: break
            }
        }
        if let most = entry?.maxValue, let limit = most.magnitude {
            if let value = value.money {
                let isWithin = value.currency == most.currency && value.magnitude.map { $0 <= limit } == true
                if !isWithin { triggers.append(.value(value, most: most)) }
            } else if case .unstated = value {
                triggers.append(.valueUnstated(most: most))
            }
        }
        if case .unreadable(let pointer) = value { triggers.append(.valueUnreadable(pointer: pointer.description)) }
        switch target {
        case .unreadable(let pointer): triggers.append(.targetUnreadable(pointer: pointer.description))
        case .contradicted: triggers.append(.targetContradicted(words: target.words))
        case .text, .texts, .unstated: break
        }
        return triggers
    }

    /// What the confidence lacks for the action to be left to the agent; nil when nothing.
    var confidenceTrigger: Trigger? {
        guard let needed = entry?.confidenceToAct, trust.level < .aloneWithSpotChecks else { return nil }
        guard let confidence = stated.confidence else { return .confidenceUnstated(needed: needed) }
        guard confidence >= needed else { return .confidence(stated: confidence, needed: needed) }
        switch stated.calibration {
        case .counts: return nil
        case .worth(let worth): return .confidenceWorth(stated: confidence, worth: worth, needed: needed)
        case .needs(let more): return .confidenceTooEarly(stated: confidence, more: more)
        case .unknown: return .confidenceUnproven(stated: confidence)
        }
    }
}
