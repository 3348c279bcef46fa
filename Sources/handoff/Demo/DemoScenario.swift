/// What there is to see.
enum DemoScenario: String, CaseIterable {
    /// The console, over a home that three agents feed and obey.
    case console
    /// One card from its agent to a decision and back, as plain text.
    case roundTrip = "round-trip"
    /// The console, over a home in which three agents have worked for a year.
    case year

    static let names = allCases.map(\.rawValue)

    /// The one asked for; without a wish, the console where there is a terminal for it.
    init(named name: String?, hasTerminal: Bool) throws(Failure) {
        guard let name else {
            self = hasTerminal ? .console : .roundTrip
            return
        }
        guard let scenario = DemoScenario(rawValue: name) else {
            throw Failure(
                .usage, "there is no demo scenario \(name)", advice: "There are: " + Self.names.joined(separator: ", "))
        }
        self = scenario
    }

    var agents: [DemoAgentName] {
        switch self {
        case .console: DemoAgentName.allCases
        case .roundTrip: [.mailer]
        // They have gone home.
        case .year: []
        }
    }

    /// So many cards wait before anything is shown.
    var firstCards: Int {
        switch self {
        case .console: 10
        case .roundTrip: 1
        case .year: 0
        }
    }
}
