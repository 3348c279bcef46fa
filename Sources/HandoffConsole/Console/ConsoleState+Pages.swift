import Terminal

extension ConsoleState {
    /// The band's rows, for the pane or for the page that shows the card.
    func bandRows(columns: Int) -> Int { card.map { Band($0, now: now).rows(columns: columns).count } ?? 0 }

    /// Where the card's body stands.
    var cardBody: Rect { body(in: layout.card) }

    /// Where the draft stands in review.
    var reviewBody: Rect { body(in: layout.page) }

    private func body(in pane: Rect) -> Rect {
        Layout.body(
            of: pane, bandRows: bandRows(columns: pane.columns),
            buttonRows: card?.buttonRows(keymap, in: pane).count ?? 1)
    }

    mutating func layOutCard() {
        guard let pane = card else { return }
        let height = cardBody.rows
        func rows(_ folding: CardText.Folding) -> [TextRow] {
            CardText(
                loaded: pane.loaded, columns: layout.card.columns, height: layout.card.rows, folding: folding,
                keymap: keymap, symbols: symbols
            ).rows()
        }
        let whole = rows(.nothing)
        // As little is folded as the pane's height allows.
        var folded = rows(.computed)
        for folding in [CardText.Folding.reasoning, .prose] where folded.count > height { folded = rows(folding) }
        let isFoldable = whole.count > folded.count
        card?.isFoldable = isFoldable
        if !isFoldable { card?.isUnfolded = false }
        card?.text = isFoldable && pane.isUnfolded ? whole : folded
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
