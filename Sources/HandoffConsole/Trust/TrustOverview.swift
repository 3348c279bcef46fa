import HandoffTrust

/// What actions are put together by.
package enum TrustGrouping: String, Sendable, CaseIterable {
    case action, account, agent
    /// Action type and account.
    case pair

    /// The one after it, and the first after the last.
    var next: TrustGrouping {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    var words: String { self == .pair ? "by action and account" : "by " + rawValue }

    /// Whether its rows have trust levels.
    package var hasLevels: Bool { self == .action || self == .pair }

    /// Beside each part of a row's name.
    package var labels: [String] {
        switch self {
        case .action: ["ACTION"]
        case .account: ["ACCOUNT"]
        case .agent: ["AGENT"]
        case .pair: ["ACTION", "ACCOUNT"]
        }
    }
}

/// What the record says of agents, grouped one way, and what it speaks for.
package struct TrustOverview: Equatable, Sendable {
    package let grouping: TrustGrouping
    /// In the order in which they are shown.
    package let rows: [TrustRow]
    /// The same for every grouping, without those that were dismissed.
    package let suggestions: [Suggestion]
    /// There may be more of them in a moment.
    package let isSearching: Bool

    package init(grouping: TrustGrouping, rows: [TrustRow], suggestions: [Suggestion], isSearching: Bool = false) {
        self.grouping = grouping
        self.rows = rows
        self.suggestions = suggestions
        self.isSearching = isSearching
    }
}
