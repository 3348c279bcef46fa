import HandoffCards

/// What a decision key would decide, as it stands on the screen. When it changes, the guard is armed anew.
struct Exposure: Equatable {
    enum Place: Equatable {
        case card, review, confirm, typed, words
    }

    let row: Int64
    let digest: Hash256
    let place: Place
}

extension ConsoleState {
    /// Nil when no card is on screen that could be decided.
    var exposure: Exposure? {
        guard view == .queue, help == nil, layout.kind != .tooSmall, let card else { return nil }
        let place: Exposure.Place
        switch dialog {
        case .confirm: place = .confirm
        case .typed: place = .typed
        case .words: place = .words
        case .quit, .renew, .accept, .canary, .ended: return nil
        case nil: place = review == nil ? .card : .review
        }
        if place == .card, !layout.showsCard { return nil }
        return Exposure(row: card.row, digest: card.loaded.digest, place: place)
    }

    /// From when every key counts that could decide what is on screen. The keys that confirm differ from those that
    /// asked, so that they need not wait for those to be let go.
    var readyAt: Int { dialog == nil ? decisionGuard.settlesAt : decisionGuard.armsAt }

    var isReady: Bool { uptime >= readyAt }
}
