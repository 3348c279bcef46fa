import ArgumentParser
import HandoffGate

/// What the shell offers for arguments that only this program knows.
enum Completions {
    /// The IDs of pending cards, as the index has them.
    static let cards = CompletionKind.custom { _, _, _ in
        guard let workplace = try? Workplace(PlaceOptions.ofEnvironment), let index = try? workplace.index() else {
            return []
        }
        return (try? index.pendingCards(limit: 500))?.map(\.id.text) ?? []
    }

    static let authorizations = CompletionKind.custom { _, _, _ in
        guard let workplace = try? Workplace(PlaceOptions.ofEnvironment), let index = try? workplace.index() else {
            return []
        }
        return (try? index.standings())?.filter(\.state.isOpen).map(\.id.text) ?? []
    }

    static let themes = CompletionKind.custom { _, _, _ in
        (try? ThemeLoader(configuration: PlaceOptions.ofEnvironment.configuration).names()) ?? []
    }
}

extension PlaceOptions {
    fileprivate static var ofEnvironment: HandoffHome {
        get throws { try HandoffHome(home: nil, configuration: nil, environment: Environment.current) }
    }
}
