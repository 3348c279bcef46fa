import HandoffAudit
import HandoffCards
import Terminal

@testable import HandoffConsole

/// Plays the runtime: keeps the clock, answers what the console asks to be loaded, and collects its other effects.
struct ConsoleDriver {
    var state: ConsoleState
    var now = SampleCards.now
    var uptime = 1_000_000
    /// By row.
    var cards: [Int64: Card] = [:]
    /// Stands for every card that `cards` lacks.
    var anyCard: Card?
    /// What the policy said of each; asking where nothing is here.
    var assessments: [CardID: Assessment] = [:]
    var endorsedBy: [CardID: String] = [:]
    /// Effects that a store does not answer, oldest first.
    var effects: [ConsoleEffect] = []
    private var nextRow: Int64 = 1

    init(
        _ columns: Int = 80, _ rows: Int = 24, isUTF8: Bool = true, isReadOnly: Bool = false,
        keymap: Keymap = .standard
    ) {
        state = ConsoleState(
            size: Size(columns: columns, rows: rows), isUTF8: isUTF8, isReadOnly: isReadOnly, operatorName: "ana",
            keymap: keymap)
    }

    /// With these cards loaded, the first one on the screen, and the guard armed.
    init(
        _ cards: [Card], _ columns: Int = 80, _ rows: Int = 24, isUTF8: Bool = true, isReadOnly: Bool = false,
        assessed: [CardID: Assessment] = [:], endorsedBy: [CardID: String] = [:]
    ) {
        self.init(columns, rows, isUTF8: isUTF8, isReadOnly: isReadOnly)
        assessments = assessed
        self.endorsedBy = endorsedBy
        load(cards)
        if state.layout.kind == .narrow { press("Enter") }
        wait(1000)
    }

    mutating func load(_ cards: [Card]) {
        let keys = cards.map { add($0) }.sorted()
        send(
            .queueLoaded(
                keys: keys, total: keys.count, graveCount: keys.count { $0.risk.isGrave }, isComplete: true))
    }

    /// Puts a card into the store, not yet into the console.
    @discardableResult
    mutating func add(_ card: Card) -> PendingKey {
        let row = nextRow
        nextRow += 1
        cards[row] = card
        return PendingKey(row: row, risk: card.risk, since: card.created ?? now)
    }

    mutating func arrive(_ card: Card) { send(.queueChanged(added: [add(card)], removed: [])) }

    mutating func send(_ message: ConsoleMessage) {
        perform(update(&state, .clock(now: now, uptime: uptime)))
        perform(update(&state, message))
    }

    mutating func wait(_ milliseconds: Int) {
        now.milliseconds += Int64(milliseconds)
        uptime += milliseconds
        perform(update(&state, .clock(now: now, uptime: uptime)))
    }

    /// Keys by name, without a pause.
    mutating func press(_ keys: String...) {
        for name in keys { if let key = Key(parsing: name) { send(.key(key)) } }
    }

    /// Keys by name, with a pause before each in which every guard arms.
    mutating func pressSlowly(_ keys: String...) {
        for name in keys {
            wait(1000)
            if let key = Key(parsing: name) { send(.key(key)) }
        }
    }

    mutating func type(_ text: String) {
        for character in text { send(.key(.character(character))) }
    }

    private mutating func perform(_ effects: [ConsoleEffect]) {
        for effect in effects {
            switch effect {
            case .loadRows(let rows):
                send(.rowsLoaded(rows.compactMap { row in (cards[row] ?? anyCard).map { Self.pending($0, row) } }))
            case .loadCard(let row):
                guard let card = cards[row] ?? anyCard else {
                    send(.cardGone(row: row))
                    continue
                }
                send(.cardLoaded(loaded(card, row)))
            default: self.effects.append(effect)
            }
        }
    }

    func loaded(_ card: Card, _ row: Int64) -> LoadedCard {
        LoadedCard(
            row: row, card: card, digest: card.digest(), assessment: assessments[card.id] ?? .asking(card.risk),
            endorsedBy: endorsedBy[card.id])
    }

    static func pending(_ card: Card, _ row: Int64) -> PendingCard {
        PendingCard(
            key: PendingKey(row: row, risk: card.risk, since: card.created ?? SampleCards.now), id: card.id,
            trigger: card.trigger, agent: card.agent.name, account: card.account, actionType: card.action.type,
            target: card.action.target, title: String(card.proposal.prefix(PendingCard.longestTitle)),
            expires: card.expires)
    }

    /// The decisions sent so far.
    var decisions: [DrawnDecision] {
        effects.compactMap { if case .decide(let request) = $0 { request } else { nil } }
    }

    func picture(depth: ColorDepth = .trueColor) -> Buffer {
        draw(state, theme: .builtIn, depth: depth).buffer
    }

    var text: String { picture().textDump() }

    /// The row on the screen on which the cursor stands.
    var cursorRow: Int { state.layout.list.row + state.queue.index - state.queue.top }
}
