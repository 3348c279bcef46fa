import Terminal

/// A key for a request. Several keys may lead to one request.
package struct Binding: Equatable, Sendable {
    package let key: Key
    package let request: Request
    package let scope: KeyScope

    package init(_ key: Key, _ request: Request, in scope: KeyScope) {
        self.key = key
        self.request = request
        self.scope = scope
    }
}

/// Which key asks for what, as data.
package struct Keymap: Equatable, Sendable {
    package let bindings: [Binding]
    private let requests: [KeyScope: [Key: Request]]

    package init(_ bindings: [Binding]) {
        self.bindings = bindings
        requests = bindings.reduce(into: [:]) { $0[$1.scope, default: [:]][$1.key] = $1.request }
    }

    package func request(for key: Key, in context: KeyContext) -> Request? {
        for scope in context.scopes {
            if let request = requests[scope]?[key] { return request }
        }
        return nil
    }

    /// The keys of a request that reach it in `context`, those of the nearest scope first.
    package func keys(for request: Request, in context: KeyContext) -> [Key] {
        context.scopes.flatMap { scope in
            bindings.filter { $0.scope == scope && $0.request == request }.map(\.key)
        }.filter { self.request(for: $0, in: context) == request }
    }

    /// The first key of a request, as the screen shows it; nil where it cannot be asked for.
    package func label(for request: Request, in context: KeyContext) -> String? {
        keys(for: request, in: context).first?.label
    }
}

extension Keymap {
    package static let standard = Keymap(
        bindings(
            in: .everywhere,
            (.showQueue, ["1", "F1"]), (.showHistory, ["2", "F2"]), (.showTrust, ["3", "F3"]),
            (.showAuthorizations, ["4", "F4"]), (.help, ["?"]),
            (.back, ["Esc"]), (.quit, ["q"]),
            (.suspend, ["C-z"]), (.redraw, ["C-l"]))
            + bindings(
                in: .moving,
                (.down, ["j", "Down"]), (.up, ["k", "Up"]), (.first, ["g", "Home"]), (.last, ["G", "End"]),
                (.halfPageDown, ["C-d"]), (.halfPageUp, ["C-u"]), (.pageDown, ["PageDown"]), (.pageUp, ["PageUp"]),
                (.nextPane, ["Tab"]), (.previousPane, ["S-Tab"]), (.open, ["Enter"]))
            + bindings(
                in: .deciding,
                (.approve, ["s"]), (.approveSecond, ["S"]), (.approveThird, ["T"]), (.review, ["r"]), (.skip, ["x"]),
                (.decline, ["d"]), (.answer, ["a"]))
            + bindings(in: .card, (.reasoning, ["e"]), (.scrollDown, ["J"]), (.scrollUp, ["K"]))
            + bindings(
                in: .options,
                (.option1, ["1"]), (.option2, ["2"]), (.option3, ["3"]), (.option4, ["4"]), (.option5, ["5"]),
                (.option6, ["6"]), (.option7, ["7"]), (.option8, ["8"]), (.option9, ["9"]))
            + bindings(in: .pages, (.pageDown, ["Space"]), (.pageUp, ["b"]))
            + bindings(
                in: .record, (.reasoning, ["e"]), (.members, ["m"]), (.nextRecord, ["n"]), (.previousRecord, ["N"]))
            + bindings(in: .history, (.filter, ["/"]), (.previousDay, ["{"]), (.nextDay, ["}"]), (.follow, ["f"]))
            + bindings(
                in: .trust,
                (.acceptSuggestion, ["c"]), (.dismissSuggestion, ["x"]), (.lowerTrust, ["-"]), (.regroup, ["t"]))
            + bindings(in: .authorizations, (.revoke, ["X"]), (.renew, ["c"]), (.pauseAll, ["P"]))
            + bindings(in: .dialog, (.confirm, ["Y"]), (.back, ["n"])))

    /// Keys by their names; a name that is no key cannot be pressed and is left out.
    private static func bindings(in scope: KeyScope, _ entries: (Request, [String])...) -> [Binding] {
        entries.flatMap { request, names in
            names.compactMap { Key(parsing: $0) }.map { Binding($0, request, in: scope) }
        }
    }
}

extension Key {
    /// As the screen shows it: `^D` for a control key, otherwise its name.
    package var label: String {
        if case .control(let character) = self { return "^" + character.uppercased() }
        return name
    }
}
