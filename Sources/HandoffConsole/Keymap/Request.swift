/// Everything an operator can ask the console for. Keys, help and hints all come from this one list.
package enum Request: String, Sendable, CaseIterable {
    // Everywhere
    case showQueue, showHistory, showTrust, showAuthorizations, help, back, quit, suspend, redraw
    // Moving
    case down, up, first, last, halfPageDown, halfPageUp, pageDown, pageUp, nextPane, previousPane, open
    // Deciding
    case approve, approveSecond, approveThird, review, skip, decline, answer
    case option1, option2, option3, option4, option5, option6, option7, option8, option9
    // Reading a card
    case reasoning, scrollDown, scrollUp
    // History
    case filter, follow, previousDay, nextDay
    // Reading a record
    case members, nextRecord, previousRecord
    // Trust
    case acceptSuggestion, dismissSuggestion, lowerTrust, regroup
    // Standing authorizations
    case revoke, renew, pauseAll
    // Answering a question of the console's own
    case confirm
}

extension Request {
    /// What help says about it.
    package var summary: String {
        switch self {
        case .showQueue: "the queue: what waits for you"
        case .showHistory: "the history: what was proposed, decided and done"
        case .showTrust: "trust: what became of each kind of action, and suggestions"
        case .showAuthorizations: "standing authorizations: what goes ahead unasked"
        case .help: "this help"
        case .back: "back; closes what is open, dismisses an error"
        case .quit: "quit; in review, help and details: back"
        case .suspend: "suspend to the shell"
        case .redraw: "repaint the screen"
        case .down: "down"
        case .up: "up"
        case .first: "to the first"
        case .last: "to the last"
        case .halfPageDown: "half a page down"
        case .halfPageUp: "half a page up"
        case .pageDown: "a page down"
        case .pageUp: "a page up"
        case .nextPane: "to the card, through its buttons, and back"
        case .previousPane: "the same backwards"
        case .open: "open; on a card, press the marked button (low risk)"
        case .approve: "press the first approving button"
        case .approveSecond: "press the second approving button"
        case .approveThird: "press the third approving button"
        case .review: "review: the whole draft and every argument"
        case .skip: "skip for now; the card stays"
        case .decline: "decline, with a reason if you like"
        case .answer: "answer in words"
        case .option1: "approve option 1 of the card's question"
        case .option2: "approve option 2"
        case .option3: "approve option 3"
        case .option4: "approve option 4"
        case .option5: "approve option 5"
        case .option6: "approve option 6"
        case .option7: "approve option 7"
        case .option8: "approve option 8"
        case .option9: "approve option 9"
        case .reasoning: "unfold or fold the reasoning and all that was cut"
        case .scrollDown: "scroll the card down"
        case .scrollUp: "scroll the card up"
        case .filter: "filter: words, and fields such as action:email.*"
        case .follow: "follow: stay with the newest"
        case .previousDay: "to the day's first line, then to the day before"
        case .nextDay: "to the next day"
        case .members: "its lines of the log, member by member, and back"
        case .nextRecord: "the next record"
        case .previousRecord: "the record before"
        case .acceptSuggestion: "accept the suggestion"
        case .dismissSuggestion: "dismiss the suggestion"
        case .lowerTrust: "lower its trust level by one step, at once"
        case .regroup: "group by account, agent, action and account, action"
        case .revoke: "revoke it at once, for good"
        case .renew: "go on with it for another 30 days"
        case .pauseAll: "pause all that are in force"
        case .confirm: "yes, when the console asks"
        }
    }

    /// The word beside the key in the hints; nil for what hints never show.
    package var hint: String? {
        switch self {
        case .showQueue: "queue"
        case .showHistory: "history"
        case .showTrust: "trust"
        case .showAuthorizations: "authorizations"
        case .acceptSuggestion: "accept"
        case .dismissSuggestion: "dismiss"
        case .lowerTrust: "lower"
        case .regroup: "regroup"
        case .revoke: "revoke"
        case .renew: "continue"
        case .pauseAll: "pause all"
        case .help: "help"
        case .back: "back"
        case .quit: "quit"
        case .down, .up: "move"
        case .pageDown: "page"
        case .last: "newest"
        case .nextPane: "buttons"
        case .open: "open"
        case .approve: "approve"
        case .review: "review"
        case .skip: "skip"
        case .decline: "decline"
        case .answer: "answer"
        case .option1: "options"
        case .reasoning: "unfold"
        case .scrollDown: "scroll"
        case .filter: "filter"
        case .follow: "follow"
        case .previousDay, .nextDay: "day"
        case .members: "members"
        case .nextRecord: "next"
        case .confirm: "yes"
        default: nil
        }
    }

    /// 1 to 9 for the options.
    package var optionNumber: Int? {
        switch self {
        case .option1: 1
        case .option2: 2
        case .option3: 3
        case .option4: 4
        case .option5: 5
        case .option6: 6
        case .option7: 7
        case .option8: 8
        case .option9: 9
        default: nil
        }
    }

    /// Whether it can take a decision, or leads to taking one.
    package var decides: Bool {
        switch self {
        case .approve, .approveSecond, .approveThird, .skip, .decline, .answer: true
        default: optionNumber != nil
        }
    }
}
