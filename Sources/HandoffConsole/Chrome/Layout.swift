import Terminal

/// Where things stand on a screen of a given size. Rectangles exclude borders and padding.
package struct Layout: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case tooSmall
        /// One pane at a time, without a frame.
        case narrow
        /// The list above the card.
        case standard
        /// The list left of the card.
        case wide
    }

    package static let smallest = Size(columns: 60, rows: 16)

    package let kind: Kind
    package let size: Size
    package let tabs: Rect
    /// Reaches from border to border, so that the cursor can be drawn at the edge.
    package let list: Rect
    package let card: Rect
    /// All between the tabs and the status: for history, review and help.
    package let page: Rect
    package let status: Rect
    package let hints: Rect
    package let showsList: Bool
    package let showsCard: Bool

    package init(_ size: Size, focus: Pane) {
        self.size = size
        kind = Self.kind(of: size)
        let frame = kind == .narrow || kind == .tooSmall ? 0 : 1
        let inside = Rect(size).inset(columns: frame * 2, rows: frame)
        let (tabs, belowTabs) = inside.split(top: 1)
        let (hints, aboveHints) = belowTabs.split(bottom: 1)
        let (status, aboveStatus) = aboveHints.split(bottom: 1)
        // A rule below the tabs and one above the status.
        let page = aboveStatus.inset(rows: 1)
        self.tabs = tabs
        self.hints = hints
        self.status = status
        self.page = page
        let edge = Rect(column: frame, row: page.row, columns: size.columns - 2 * frame, rows: page.rows)
        switch kind {
        case .narrow, .tooSmall:
            list = edge
            card = page.inset(columns: 1)
            showsList = focus == .list
            showsCard = focus == .card
        case .standard:
            let rows = max(4, page.rows * 3 / 10)
            list = edge.split(top: rows).top
            card = page.split(top: rows + 1).rest
            showsList = true
            showsCard = true
        case .wide:
            let columns = edge.columns * 48 / 100
            list = edge.split(left: columns).left
            card = edge.split(left: columns + 1).rest.inset(columns: 1)
            showsList = true
            showsCard = true
        }
    }

    private static func kind(of size: Size) -> Kind {
        if size.columns < smallest.columns || size.rows < smallest.rows { return .tooSmall }
        if size.columns >= 110 { return .wide }
        return size.columns >= 80 && size.rows >= 24 ? .standard : .narrow
    }
}

extension Layout {
    /// A card's parts: the band's rows above, the body, a row between, the buttons at the bottom, where no text moves
    /// them.
    static func body(of pane: Rect, bandRows: Int, buttonRows: Int) -> Rect {
        pane.split(top: bandRows).rest.split(bottom: buttonRows + 1).rest
    }

    /// Whether a card's text and buttons need not be brief in a pane of so many rows.
    static func isRoomy(_ rows: Int) -> Bool { rows >= 18 }
}

/// What the keys are about in the queue view.
package enum Pane: Equatable, Sendable {
    case list, card
}
