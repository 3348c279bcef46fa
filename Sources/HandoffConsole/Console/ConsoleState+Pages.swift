import Terminal

extension ConsoleState {
    /// The band's rows, for the pane or for the page that shows the card.
    func bandRows(columns: Int) -> Int { card.map { Band($0, now: now).rows(columns: columns).count } ?? 0 }

    /// Where the card's body stands.
    var cardBody: Rect { Layout.body(of: layout.card, bandRows: bandRows(columns: layout.card.columns)) }

    /// Where the draft stands in review.
    var reviewBody: Rect { Layout.body(of: layout.page, bandRows: bandRows(columns: layout.page.columns)) }

    mutating func layOutCard() {
        guard let pane = card else { return }
        let body = cardBody
        let text = CardText(
            card: pane.card, columns: body.columns, height: body.rows, isUnfolded: pane.isUnfolded,
            keymap: keymap, symbols: symbols)
        card?.text = text.rows()
        card?.scroll(by: 0, height: body.rows)
    }

    mutating func openReview() {
        guard let card else { return }
        let body = reviewBody
        review = Page(
            Draft(loaded: card.loaded, columns: body.columns, symbols: symbols).rows(), height: body.rows)
        noteReading()
    }

    /// A draft counts as read once its last row was on the screen.
    mutating func noteReading() {
        if review?.scroll.isAtEnd == true { card?.wasReadToEnd = true }
    }

    mutating func openHelp() {
        help = Page(HelpText(keymap: keymap, symbols: symbols).rows(), height: layout.page.rows)
    }

    /// Wraps everything anew for another size.
    mutating func layOutPages() {
        layOutCard()
        if let card, review != nil {
            let body = reviewBody
            review?.replace(
                Draft(loaded: card.loaded, columns: body.columns, symbols: symbols).rows(), height: body.rows)
            noteReading()
        }
        help?.replace(HelpText(keymap: keymap, symbols: symbols).rows(), height: layout.page.rows)
        layOutRecord()
    }

    mutating func layOutRecord() {
        history.layOutDetail(columns: layout.page.columns, height: layout.page.rows)
    }
}
