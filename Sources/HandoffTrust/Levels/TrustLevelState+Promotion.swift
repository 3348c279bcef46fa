import HandoffCards
import HandoffPolicy

extension TrustLevelState {
    /// How often actions must be right before more of them is left to agents: the graver, the more often.
    package static func rate(for risk: Risk) -> Double {
        switch risk {
        case .low: 0.90
        case .medium: 0.95
        case .unknown, .high: 0.98
        case .critical: 0.99
        }
    }

    /// The next level, where the record shows what it takes: evidence that holds however often one looks at it. A person takes it or not.
    ///
    /// - Parameter start: the catalogue's level.
    package func promotion(from start: TrustLevel, risk: Risk) -> TrustLevel? {
        guard demotion(from: start) == nil, !isAlarmed else { return nil }
        let evidence = SuccessEvidence(successes: right, trials: right + wrong, rate: Self.rate(for: risk))
        return evidence.isEnough ? (recorded ?? start).next : nil
    }
}
