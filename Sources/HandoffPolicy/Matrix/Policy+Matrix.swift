import HandoffCards

extension Policy {
    /// As the policy has it, before operators and outcomes changed what is left to agents.
    package var matrix: CapabilityMatrix { matrix(levels: [:]) }

    /// - Parameter levels: how much is left to agents, by action; where one is missing, what the catalogue begins with.
    package func matrix(levels: [String: TrustLevel]) -> CapabilityMatrix {
        CapabilityMatrix(
            digest: digest, asksFirstTime: asksFirstTime,
            rows: catalogue.map { row($0, levels[$0.action]) } + [rowOfAnythingElse])
    }

    private func row(_ entry: CatalogueEntry, _ level: TrustLevel?) -> CapabilityMatrix.Row {
        let naming = rules.filter { $0.actions?.matches(entry.action) ?? true }
        let trust = level ?? entry.trust ?? CatalogueEntry.startingTrust
        let needed = trust == .aloneWithSpotChecks ? nil : entry.confidenceToAct
        var need: CapabilityMatrix.Need = needed.map { .aloneFrom(confidence: $0) } ?? .alone
        var why: [String] = []
        if trust < .byConfidence { why.append(trust.words) }
        if !entry.isReversible { why.append("irreversible") }
        if entry.isExternal { why.append("external") }
        let always = naming.filter(\.conditions.isEmpty).sorted { ($1.ruling, $0.id) < ($0.ruling, $1.id) }
        if entry.isBoundary || trust < .byConfidence {
            need = .asks
        } else if always.contains(where: { $0.ruling == .act }) {
            need = .alone
        }
        switch always.first?.ruling {
        case .forbid?: need = .never
        case .askTwo?: need = .twoPeople
        case .ask?: need = .asks
        case .act?, nil: break
        }
        why = always.map(\.words) + why
        if why.isEmpty { why = ["reversible and internal"] }
        return CapabilityMatrix.Row(
            action: entry.action, need: need, why: why, consequence: entry.consequence,
            isReversible: entry.isReversible, isExternal: entry.isExternal, confidenceToAct: entry.confidenceToAct,
            maxScale: entry.maxScale, maxValue: entry.maxValue, consequenceLine: entry.consequenceLine?.template,
            hasExecutor: entry.executor != nil,
            exceptions: exceptions(naming.filter { !$0.conditions.isEmpty }, among: need, isBoundary: entry.isBoundary))
    }

    private var rowOfAnythingElse: CapabilityMatrix.Row {
        let need: CapabilityMatrix.Need =
            switch unknownRuling {
            case .forbid: .never
            case .askTwo: .twoPeople
            case .ask, .act: .asks
            }
        // Rules that name no action of the catalogue alone are about others too.
        let others = rules.filter { rule in
            guard let actions = rule.actions else { return true }
            return actions.globs.contains { glob in glob.literal.map { entry($0) == nil } ?? true }
        }
        return CapabilityMatrix.Row(
            action: nil, need: need, why: ["not in the catalogue"], consequence: nil, isReversible: false,
            isExternal: true, confidenceToAct: nil, maxScale: nil, maxValue: nil, consequenceLine: nil,
            hasExecutor: false, exceptions: exceptions(others, among: need, isBoundary: true, namesActions: true))
    }

    /// What says nothing new is left out: what is no stricter than what is needed anyway, and leave to act at a boundary. An action that a rule
    /// names does not get the default, and asks at least.
    private func exceptions(
        _ rules: [Rule], among need: CapabilityMatrix.Need, isBoundary: Bool, namesActions: Bool = false
    ) -> [CapabilityMatrix.Exception] {
        rules.sorted { ($1.ruling, $0.id) < ($0.ruling, $1.id) }.compactMap { rule in
            let ruling = namesActions ? max(rule.ruling, .ask) : rule.ruling
            let replacesDefault = namesActions && rule.namesActions && ruling < unknownRuling
            switch (rule.ruling, need) {
            case _ where replacesDefault: break
            case (.act, .aloneFrom): if isBoundary { return nil }
            case (.act, _), (.ask, .asks), (.ask, .twoPeople), (.askTwo, .twoPeople), (_, .never): return nil
            default: break
            }
            let conditions = namesActions ? rule.allConditions : rule.conditions
            return CapabilityMatrix.Exception(
                rule: rule.id, ruling: ruling, when: conditions.map(\.words).joined(separator: " and "),
                because: rule.because)
        }
    }
}
