import ArgumentParser
import HandoffCards
import HandoffQueue
import StrictJSON

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what waits for a decision, gravest first.",
        discussion: """
            Takes in what was submitted and ends what is due first, if you hold the key. Files that are no cards \
            stand at the end with the reason. The JSON is one array; the member state is pending, submitted (no gate \
            has seen it yet) or bad.

              $ handoff list
              $ handoff list --json
            """)

    @Flag(help: "Print an array with an object for each card.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let snapshot = try QueueSnapshot(try Workplace(place))
        if json {
            return try Output.write(.array(snapshot.pending.map(\.document) + snapshot.bad.map(\.document)))
        }
        guard !snapshot.pending.isEmpty || !snapshot.bad.isEmpty else {
            return Output.tell("Nothing waits. Agents hand cards in with: handoff submit\n")
        }
        try Output.write(
            Self.table(snapshot, now: .now).rendered(width: Output.columns(), paint: Paint(Environment.current)))
    }

    static func table(_ snapshot: QueueSnapshot, now: Timestamp) -> Table {
        var table = Table(columns: [
            .init(title: "RISK"), .init(title: "AGE"), .init(title: "AGENT", limit: 16),
            .init(title: "PROPOSAL", isFlexible: true), .init(title: "ID"),
        ])
        for row in snapshot.pending {
            let card = row.card
            table.rows.append([
                .init(card.key.risk.word, card.key.risk.tint), .init(age(card.key.since, now)), .init(card.agent),
                .init(row.isAdmitted ? card.title : "(not admitted yet) " + card.title), .init(card.id.text),
            ])
        }
        for entry in snapshot.bad {
            table.rows.append([
                .init("bad", .alarm), .init(age(entry.time, now)), .init("-"),
                .init("not a card: " + (entry.reason ?? "the reason is lost")), .init(entry.name.description),
            ])
        }
        return table
    }

    private static func age(_ time: Timestamp, _ now: Timestamp) -> String {
        TimeSpan(seconds: max(0, now.seconds(since: time))).rounded
    }
}

extension QueueSnapshot.Row {
    var document: JSONValue {
        [
            "id": .string(card.id.text), "state": isAdmitted ? "pending" : "submitted",
            "risk": .string(card.key.risk.word), "ruling": JSONValue(card.ruling?.word),
            "endorsed_by": JSONValue(card.endorsedBy),
            "since": .string(card.key.since.description), "expires": JSONValue(card.expires?.description),
            "agent": .string(card.agent), "account": JSONValue(card.account), "action": .string(card.actionType),
            "target": JSONValue(card.target), "trigger": .string(card.trigger.rawValue), "title": .string(card.title),
        ]
    }
}

extension BadEntry {
    fileprivate var document: JSONValue {
        [
            "file": .string(name.description), "state": "bad", "reason": JSONValue(reason),
            "since": .string(time.description),
        ]
    }
}

extension Risk {
    var tint: Paint.Tint? {
        switch self {
        case .low: .green
        case .medium: .yellow
        case .unknown, .high: .red
        case .critical: .alarm
        }
    }
}
