import HandoffAudit
import HandoffCards
import Terminal

/// What the console itself says about a card: nothing in it comes from prose.
struct Band {
    struct Item: Equatable {
        let text: String
        let style: StyleName
        /// At least this many columns, so that the next item stands at the same place on most cards, and at all times
        /// on one card.
        let width: Int
    }

    let items: [Item]
    /// Drawn at the right end of the first row.
    let agent: SafeLine
    let digest: String

    init(_ pane: CardPane, now: Timestamp) {
        // Of what the approving key approves, which may be an option.
        let stakes = pane.stakes(of: .approve)
        var items = [
            Item(text: pane.risk.glyph + " " + pane.risk.label, style: pane.risk.style, width: 12),
            Self.undo(pane.loaded.isReversible), Self.reach(pane.loaded.isExternal),
            Item(text: stakes.scale.map { Words.count($0, "item") } ?? "scale ?", style: "card.band", width: 7),
        ]
        if let value = stakes.value { items.append(Item(text: value.description, style: "card.band", width: 0)) }
        if let expires = pane.card.expires {
            if let left = Words.remaining(until: expires, at: now) {
                items.append(Item(text: "expires \(left)", style: "card.band", width: 11))
            } else {
                items.append(Item(text: "EXPIRED", style: "verdict.failed", width: 11))
            }
        }
        self.items = items
        agent = SafeText.name(pane.card.agent.name)
        digest = "#" + pane.loaded.digest.hex.prefix(4)
    }

    private static func undo(_ reversible: Bool?) -> Item {
        switch reversible {
        case true?: Item(text: "can undo", style: "text.muted", width: 11)
        case false?: Item(text: "CANNOT UNDO", style: "card.band", width: 11)
        case nil: Item(text: "UNDO ?", style: "card.band", width: 11)
        }
    }

    private static func reach(_ external: Bool?) -> Item {
        switch external {
        case true?: Item(text: "EXTERNAL", style: "card.band", width: 8)
        case false?: Item(text: "internal", style: "text.muted", width: 8)
        case nil: Item(text: "REACH ?", style: "card.band", width: 8)
        }
    }

    /// The items in rows of `columns`; the first leaves room for the longest agent's name and the digest, the others
    /// for an indent. No name moves an item.
    func rows(columns: Int) -> [[Item]] {
        var rows: [[Item]] = [[]]
        var room = columns - 2 - Self.agentMark.count - Self.agentColumns(in: columns) - digest.count - 1
        for item in items {
            let width = max(item.width, TextWidth.columns(of: item.text))
            if width > room, rows.last?.isEmpty == false {
                rows.append([])
                room = columns - Self.indent
            }
            rows[rows.count - 1].append(item)
            room -= width + 2
        }
        return rows
    }

    /// The most that an agent's name takes.
    static func agentColumns(in columns: Int) -> Int { columns >= 90 ? 18 : columns >= 76 ? 10 : 12 }

    /// Before the name, so that it is never read as an item.
    static let agentMark = "@"
    /// Of the second row, under the risk's word.
    static let indent = 4
}

extension LoadedCard {
    /// The gate itself asks what became of something; no agent may have its name.
    var isOwn: Bool { card.agent.name == AuditCase.gateItself }

    var isReversible: Bool? { assessment.isReversible(card.action) }
    var isExternal: Bool? { assessment.isExternal(card.action) }
}
