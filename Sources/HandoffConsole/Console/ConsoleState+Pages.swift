import Terminal

extension ConsoleState {
    /// The band's rows, for the pane or for the page that shows the card.
    func bandRows(columns: Int) -> Int { card.map { Band($0, now: now).rows(columns: columns).count } ?? 0 }

    /// Where the card's body stands.
    var cardBody: Rect {
        let pane = layout.card
        let usual = Layout.body(of: pane, bandRows: bandRows(columns: pane.columns), whole: false)
        // The buttons only move where the text needs their place.
        guard let card, card.isUnfolded, card.text.count > usual.rows else { return usual }
        return Layout.body(of: pane, bandRows: bandRows(columns: pane.columns), whole: true)
    }

    /// Where the draft stands in review.
    var reviewBody: Rect {
        let page = layout.page
        return Layout.body(of: page, bandRows: bandRows(columns: page.columns), whole: true)
    }

    mutating func layOutCard() {
        guard let pane = card else { return }
        func rows(isUnfolded: Bool) -> [TextRow] {
            CardText(
                loaded: pane.loaded, columns: layout.card.columns, height: layout.card.rows, isUnfolded: isUnfolded,
                keymap: keymap, symbols: symbols
            ).rows()
        }
        let folded = rows(isUnfolded: false)
        let hidden = folded.reduce(0) { $0 + $1.hidden }
        let height = Layout.body(
            of: layout.card, bandRows: bandRows(columns: layout.card.columns), whole: false
        ).rows
        let isFoldable = folded.count + hidden > height && hidden > 0
        card?.isFoldable = isFoldable
        if !isFoldable { card?.isUnfolded = false }
        let isWhole = hidden > 0 && (!isFoldable || pane.isUnfolded)
        let text = isWhole ? rows(isUnfolded: true) : folded
        card?.text = text
        scrollCard(by: 0)
    }

    mutating func scrollCard(by rows: Int) {
        let height = cardBody.rows
        card?.scroll(by: rows, height: height)
    }

    mutating func openReview() {
        guard let card else { return }
        let body = reviewBody
        review = Page(
            Draft(loaded: card.loaded, columns: body.columns).rows(), height: body.rows)
        noteReading()
    }

    /// A draft counts as read once its last row was on the screen.
    mutating func noteReading() {
        if review?.scroll.isAtEnd == true { card?.wasReadToEnd = true }
    }

    mutating func openHelp() {
        help = Page(HelpText(keymap: keymap).rows(), height: layout.page.rows)
    }

    /// Wraps everything anew for another size.
    mutating func layOutPages() {
        layOutCard()
        if let card, review != nil {
            let body = reviewBody
            let rows = Draft(loaded: card.loaded, columns: body.columns).rows()
            review?.replace(rows, height: body.rows)
            noteReading()
        }
        if help != nil {
            let height = layout.page.rows
            help?.resize(height: height)
        }
        layOutRecord()
        authorizations.layOutDetail(layout)
        trust.layOutDetail(layout, symbols)
    }

    mutating func layOutRecord() {
        history.layOutDetail(layout, keymap, symbols)
    }
}
