import HandoffCards
import Terminal

/// The card on screen.
package struct CardPane: Equatable, Sendable {
    package internal(set) var loaded: LoadedCard
    package let risk: Risk
    /// When it came on screen, by both clocks.
    package let shown: Timestamp
    package let shownUptime: Int
    package internal(set) var isUnfolded = false
    /// Whether the body is too long to be shown unfolded at once.
    package internal(set) var isFoldable = false
    /// Rows that are scrolled away above.
    package internal(set) var scroll = 0
    /// The button that Enter presses.
    package internal(set) var focusedButton: Int
    /// Whether review has shown the draft's last line.
    package internal(set) var wasReadToEnd = false
    /// The body for the pane's size.
    var text: [TextRow] = []

    init(_ loaded: LoadedCard, now: Timestamp, uptime: Int) {
        self.loaded = loaded
        risk = loaded.risk
        shown = now
        shownUptime = uptime
        focusedButton = 0
        focusDefault()
    }

    package var card: Card { loaded.card }
    package var row: Int64 { loaded.row }
    /// `#4ad1`
    var mark: String { "#" + loaded.digest.hex.prefix(4) }
    /// The card in a word or two, made safe: `#4ad1 Publish the changelog`.
    var name: String { mark + " " + SafeText.line(card.proposal).truncated(to: 40, ellipsis: true).text }

    var buttons: [CardButton] {
        CardButton.all(of: card, isOwn: loaded.isOwn) { confirmation(of: .button($0.id)) }
    }

    func stakes(of press: Press) -> Stakes { loaded.stakes(of: card.part(of: press) ?? .whole) }

    func confirmation(of press: Press) -> Confirmation {
        Confirmation(for: stakes(of: press), of: card.action.type)
    }

    /// Whether there is a way to approve it that takes reading its draft to the end.
    var mustBeRead: Bool {
        card.parts.contains { part in
            if case .typed = Confirmation(for: loaded.stakes(of: part), of: card.action.type) { true } else { false }
        }
    }

    mutating func focusDefault() {
        focusedButton = card.buttons.firstIndex { $0.id == card.defaultButton.id } ?? 0
    }

    mutating func scroll(by rows: Int, height: Int) {
        scroll = max(0, min(scroll + rows, text.count - height))
    }
}
