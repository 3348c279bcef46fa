import HandoffAudit
import HandoffCards
import Terminal

extension HistoryState {
    /// Opens the record of the row under the cursor once it is there.
    mutating func openRecord() {
        if search.isOn {
            guard search.rows.indices.contains(search.index) else { return }
            query = RecordQuery(card: search.rows[search.index].card, sequence: nil)
        } else {
            guard rows.indices.contains(index) else { return }
            query = RecordQuery(card: rows[index].card, sequence: rows[index].sequence)
        }
        record = nil
        isAskingRecord = false
    }

    /// The next record further on; the one that is open stays until the other is there. False where there is none.
    mutating func openNeighbour(by step: Int) -> Bool {
        if search.isOn {
            let place = search.index + step
            guard search.rows.indices.contains(place) else { return false }
            search.move(to: place)
            openRecord()
            return true
        }
        var place = (rows.firstIndex { $0.sequence == query?.sequence } ?? index) + step
        // All lines of a case have the same record.
        while let card = query?.card, rows.indices.contains(place), rows[place].card == card { place += step }
        guard rows.indices.contains(place) else { return false }
        move(to: place)
        openRecord()
        return true
    }

    mutating func closeRecord() {
        detail = nil
        record = nil
        query = nil
        laidOut = nil
        isAskingRecord = false
        isUnfolded = false
        showsMembers = false
    }

    /// The record to ask for; it counts as asked for from now on.
    mutating func wantedRecord() -> RecordQuery? {
        guard let query, record == nil, !isAskingRecord else { return nil }
        isAskingRecord = true
        return query
    }

    mutating func load(_ loaded: CaseRecord) {
        guard loaded.query == query else { return }
        isAskingRecord = false
        if laidOut != loaded.query { detail = nil }
        laidOut = loaded.query
        record = loaded
    }

    /// Wraps the record's text for a layout: three texts side by side where there is room, else one under the other.
    mutating func layOutDetail(_ layout: Layout, _ keymap: Keymap, _ symbols: Symbols) {
        guard let record else { return }
        let page = layout.page
        let texts = showsMembers ? nil : caseTexts(record, layout, keymap, symbols)
        let shown = texts ?? [record.lines.flatMap { RecordText(line: $0, columns: page.columns).rows() + [.blank] }]
        if detail == nil {
            detail = Page(texts: shown, height: page.rows)
        } else {
            detail?.replace(texts: shown, height: page.rows)
        }
    }

    private func caseTexts(
        _ record: CaseRecord, _ layout: Layout, _ keymap: Keymap, _ symbols: Symbols
    ) -> [[TextRow]]? {
        let places = Page.places(layout.kind == .wide ? CaseText.titles.count : 1, in: layout.page)
        // The last place may be wider by what could not be divided.
        let columns = places.map(\.columns).min() ?? 0
        let text = CaseText(
            record: record, columns: columns, isUnfolded: isUnfolded, keymap: keymap, symbols: symbols)
        guard let texts = text.texts() else { return nil }
        let titled = zip(CaseText.titles, texts).map { [.heading($0)] + $1 }
        return places.count > 1 ? titled : [Array(titled.joined(separator: [.blank]))]
    }
}
