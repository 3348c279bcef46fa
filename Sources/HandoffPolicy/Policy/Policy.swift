import HandoffCards
import StrictJSON

/// Which actions need a person. A value: it reads no clock and no file, and the same facts always get the same ruling,
/// in whatever order the rules stand.
package struct Policy: Sendable {
    /// As it was read, in JSON: what the digest is computed from.
    package let document: JSONValue
    /// The SHA-256 of the RFC 8785 form of the document, so that neither comments nor the order of members matter.
    package let digest: Hash256
    /// For an action that neither a rule nor the catalogue knows: `ask`, `askTwo` or `forbid`.
    package let unknownRuling: RulingKind
    /// Whether the first use of an action for an account is a boundary.
    package let asksFirstTime: Bool
    /// The share of what went ahead without a person that one is asked about afterwards, 0 to 1.
    package let spotChecks: Double
    /// How many cards that the gate made up come to every card that a person is asked about, to see whether operators look: none, or 0.02 to 0.04.
    package let canaries: Double
    /// By name.
    package let catalogue: [CatalogueEntry]
    /// As they stand in the file.
    package let rules: [Rule]
    private let entries: [String: CatalogueEntry]
    let index: RuleIndex

    init(
        document: JSONValue, unknownRuling: RulingKind, asksFirstTime: Bool, spotChecks: Double = standardSpotChecks,
        canaries: Double = 0, catalogue: [CatalogueEntry], rules: [Rule]
    ) {
        self.document = document
        digest = Hash256(of: document.canonicalBytes())
        self.unknownRuling = unknownRuling
        self.asksFirstTime = asksFirstTime
        self.spotChecks = spotChecks
        self.canaries = canaries
        self.catalogue = catalogue.sorted { $0.action < $1.action }
        self.rules = rules
        entries = Dictionary(catalogue.map { ($0.action, $0) }) { first, _ in first }
        index = RuleIndex(rules)
    }

    /// What holds where there is no file: every action asks.
    package static let standard = Policy(
        document: ["default": "ask", "version": 1], unknownRuling: .ask, asksFirstTime: true, catalogue: [],
        rules: [])

    package static let standardSpotChecks = 0.05

    package func entry(_ action: String) -> CatalogueEntry? { entries[action] }
}
