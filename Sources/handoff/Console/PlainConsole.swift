import HandoffCards
import HandoffGate
import HandoffIndex
import Terminal

/// The console without a screen: one card after the other as plain lines with numbered choices, for screen readers and for terminals that
/// can do nothing else.
struct PlainConsole {
    let gate: Gate
    let isReadOnly: Bool
    /// Nil where nobody can be asked: then the cards are shown, and nothing is decided.
    private let input: PlainInput?

    init(gate: Gate, isReadOnly: Bool) {
        self.gate = gate
        self.isReadOnly = isReadOnly
        input = isReadOnly ? nil : PlainInput()
    }

    /// Goes through what is pending until everything was seen or the operator quits.
    func run() throws -> Int32 {
        if input == nil, !isReadOnly {
            try say("Standard input is not a terminal, so nothing is decided here. To decide: handoff decide ID WHAT")
        }
        _ = try attempt { try gate.bringUpToDate() }
        if let problem = gate.policy.current().problem {
            try tell("The policy cannot be used, so nothing is approved", problem)
        }
        for bad in try attempt({ try gate.store.listBad() }) ?? [] {
            try tell("Refused file \(bad.name)", bad.reason ?? "the reason is lost")
        }
        let keys = try gate.index.pendingKeys().keys
        if keys.isEmpty { try say("No card is waiting.") }
        for (place, key) in keys.enumerated() {
            let found = try attempt { try gate.index.record(row: key.row).map { ($0, try gate.proposal($0)) } }
            guard case let (record, proposal)?? = found, record.state == .pending,
                let stakes = try attempt({ try gate.stakes(of: proposal.card, record, now: .now) })
            else { continue }
            try say("\nCard \(place + 1) of \(keys.count).")
            try say(
                PlainCard.description(
                    of: proposal.card, proposal.assessment, stakes, endorsedBy: record.endorsedBy))
            guard let input else { continue }
            var asking = PlainQuestion(
                card: proposal.card, record: record, shown: .now, input: input,
                console: self)
            guard try asking.run() else { return 0 }
        }
        return 0
    }

    func say(_ line: String) throws(OutputError) { try Output.write(line + "\n") }

    /// Something that an agent or the file system named.
    private func tell(_ name: String, _ text: String) throws(OutputError) {
        try say(SafeText.visible(name) + ": " + SafeText.visible(text))
    }

    /// Says an error and goes on, unless it is that nothing can be said any more.
    func attempt<R>(_ work: () throws -> R) throws -> R? {
        do { return try work() } catch let error as OutputError { throw error } catch {
            try say(SafeText.visible(Words.describe(error)))
            return nil
        }
    }
}
