import ArgumentParser
import HandoffCards
import HandoffGate
import HandoffTrust
import StrictJSON

struct TrustSuggestionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggestions",
        abstract: "List what the record speaks for: levels to raise, confidences to ask for, what to authorize.",
        discussion: """
            Nothing of it holds before an operator accepts it.

              $ handoff trust suggestions
              $ handoff trust accept 3f09c2aa
              $ handoff trust dismiss 3f09c2aa
              $ handoff trust suggestions --dismissed
            """)

    @Flag(help: "Those that were dismissed instead.")
    var dismissed = false

    @Flag(help: "Print an array with an object for each.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate()
        try workplace.bringUpToDate(gate)
        if dismissed { return try list(gate.index.dismissedSuggestions()) }
        let suggestions = try gate.allSuggestions(now: .now)
        if json { return try Output.write(.array(suggestions.map(\.document)), pretty: true) }
        guard !suggestions.isEmpty else { return Output.tell("The record speaks for no change yet.\n") }
        var table = Table(columns: [
            .init(title: "ID"), .init(title: "SUGGESTION", isFlexible: true),
            .init(title: "EVIDENCE", isFlexible: true),
        ])
        for each in suggestions { table.rows.append([.init(each.mark), .init(each.words), .init(each.evidence)]) }
        try Output.write(table.rendered(width: Output.columns(), paint: Paint(Environment.current)))
    }
}

extension TrustSuggestionsCommand {
    private func list(_ dismissed: [(suggestion: String, words: String)]) throws {
        if json {
            return try Output.write(
                .array(dismissed.map { ["id": .string($0.suggestion), "words": .string($0.words)] }), pretty: true)
        }
        guard !dismissed.isEmpty else { return Output.tell("None was dismissed.\n") }
        var table = Table(columns: [.init(title: "ID"), .init(title: "SUGGESTION", isFlexible: true)])
        for each in dismissed { table.rows.append([.init(Suggestion.mark(of: each.suggestion)), .init(each.words)]) }
        try Output.write(table.rendered(width: Output.columns(), paint: Paint(Environment.current)))
    }
}

struct TrustAcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Do what a suggestion says.",
        discussion: """
            Of a standing authorization less can be granted than is suggested. For a narrower scope, handoff authorization \
            grant takes one.

              $ handoff trust accept 3f09c2aa
              $ handoff trust accept 3f09c2aa --uses-per-day 5 --expires 30d

            Exit status: 65 where it is not suggested any more; 77 where what it leaves to agents is grave and not \
            confirmed.
            """)

    @Argument(help: "Which one, as handoff trust suggestions lists it; the first eight digits are enough.")
    var id: String

    @Option(help: ArgumentHelp("yes, where what it leaves to agents is grave.", valueName: "yes"))
    var confirm: String?

    @Option(help: ArgumentHelp("How often on one day (of UTC), where that is less than suggested.", valueName: "count"))
    var usesPerDay: Int?

    @Option(
        name: .customLong("max-scale"),
        help: ArgumentHelp("How much one action may touch, where that is less than suggested.", valueName: "count"))
    var scale: Int?

    @Option(
        help: ArgumentHelp("How long it holds at most, where that is less than suggested: 12h, 30d.", valueName: "time")
    )
    var expires: TimeSpan?

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let gate = try Workplace(place).gate(of: operators.name)
        let now = Timestamp.now
        let suggestion = try narrowed(try gate.suggestion(id), now: now)
        let granted = try gate.accept(suggestion, confirmation: confirm, now: now)
        let words = Paint.safe(suggestion.words)
        try Output.write(granted.map { "\($0.text)  \(words)\n" } ?? "accepted \(words)\n")
    }

    private func narrowed(_ suggestion: Suggestion, now: Timestamp) throws -> Suggestion {
        guard usesPerDay != nil || scale != nil || expires != nil else { return suggestion }
        guard case .grant(var grant, let words) = suggestion.kind else {
            throw ValidationError("Only a standing authorization has caps and an end.")
        }
        func lesser(_ wanted: Int?, _ suggested: Int?, _ name: String) throws -> Int? {
            guard let wanted else { return suggested }
            guard wanted >= 0, wanted <= suggested ?? .max else {
                throw ValidationError("\(name) takes at most what is suggested: \(suggested ?? 0).")
            }
            return wanted
        }
        grant.caps.usesPerDay = try lesser(usesPerDay, grant.caps.usesPerDay, "--uses-per-day")
        grant.caps.scale = try lesser(scale, grant.caps.scale, "--max-scale")
        grant.caps.externalScale = try lesser(
            grant.caps.externalScale == nil ? nil : scale, grant.caps.externalScale, "--max-scale")
        if let expires {
            let end = now.adding(seconds: expires.seconds)
            guard end <= grant.expires else {
                throw ValidationError("--expires takes at most what is suggested: until \(grant.expires).")
            }
            grant.expires = end
        }
        return Suggestion(.grant(grant, words: words), evidence: suggestion.evidence, covered: suggestion.covered)
    }
}

struct TrustDismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Do not suggest it again.",
        discussion: "  $ handoff trust dismiss 3f09c2aa")

    @Argument(help: "Which one, as handoff trust suggestions lists it.")
    var id: String

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let gate = try Workplace(place).gate(of: operators.name)
        try gate.dismiss(try gate.suggestion(id), now: .now)
        try Output.write("dismissed \(id)\n")
    }
}

struct TrustRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Suggest again what was dismissed, where the record still speaks for it.",
        discussion: "  $ handoff trust restore 3f09c2aa")

    @Argument(help: "Which one, as handoff trust suggestions --dismissed lists it.")
    var id: String

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let gate = try Workplace(place).gate(of: operators.name)
        try gate.catchUp(now: .now)
        let missing = Failure(
            .badInput, "nothing was dismissed by the name \(id)",
            advice: "See what was: handoff trust suggestions --dismissed")
        let dismissed = try gate.index.dismissedSuggestions().map(\.suggestion)
        let found = try id.only(of: dismissed, calledBy: \.self, elseThrow: missing)
        guard try gate.restore(found, now: .now) else { throw missing }
        try Output.write("restored \(id)\n")
    }
}

extension Gate {
    /// Patterns, too.
    func allSuggestions(now: Timestamp) throws -> [Suggestion] {
        try suggestions() + open(patterns(now: now), now: now)
    }

    fileprivate func suggestion(_ id: String) throws -> Suggestion {
        try catchUp(now: .now)
        return try id.only(
            of: allSuggestions(now: .now), calledBy: \.id, elseThrow: Failure(GateError.trust(.notSuggested(id))))
    }
}

extension String {
    /// The one whose ID begins so, of at least eight digits.
    ///
    /// - Throws: `missing` where there is none.
    fileprivate func only<Found>(
        of all: [Found], calledBy id: KeyPath<Found, String>, elseThrow missing: Failure
    ) throws -> Found {
        let found = all.filter { $0[keyPath: id].hasPrefix(lowercased()) }
        guard utf8.count >= 8, let first = found.first else { throw missing }
        guard found.count == 1 else {
            throw Failure(
                .badInput, "\(found.count) suggestions begin with \(self)",
                advice: "Give more digits: --json has all of them.")
        }
        return first
    }
}

extension Suggestion {
    fileprivate var document: JSONValue {
        var members: JSONObject = [
            "id": .string(id), "words": .string(words), "evidence": .string(evidence),
            "covered": .number(Double(covered)),
        ]
        switch kind {
        case .raise(let subject, let level):
            members["raise"] = [
                "action": .string(subject.action), "account": JSONValue(subject.account),
                "level": .string(level.rawValue),
            ]
        case .grant(let grant, _): members["grant"] = grant.document
        case .threshold(let action, let confidence):
            members["threshold"] = ["action": .string(action), "min_confidence_to_act": .number(confidence)]
        }
        return .object(members)
    }
}
