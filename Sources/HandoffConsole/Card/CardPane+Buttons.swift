import Terminal

extension CardPane {
    /// The buttons by rows, as places in `buttons`: in a high pane more than one where they do not fit side by side.
    func buttonRows(_ keymap: Keymap, in pane: Rect) -> [Range<Int>] {
        let buttons = buttons
        guard Layout.isRoomy(pane.rows) else { return [buttons.indices] }
        var rows: [Range<Int>] = []
        var room = 0
        for (place, button) in buttons.enumerated() {
            let columns = button.fixedColumns(keymap) + button.label.columns
            if let row = rows.last, columns <= room {
                rows[rows.count - 1] = row.lowerBound..<place + 1
            } else {
                rows.append(place..<place + 1)
                room = pane.columns
            }
            room -= columns
        }
        return rows
    }
}

extension CardButton {
    /// `[s] `
    func keyMark(_ keymap: Keymap) -> String {
        "[\(request.flatMap { keymap.label(for: $0, in: .queue) } ?? "Tab")] "
    }

    /// Columns of all but the label.
    func fixedColumns(_ keymap: Keymap) -> Int { 4 + keyMark(keymap).count + (then.map { $0.count + 2 } ?? 0) }
}
