import HandoffAudit
import HandoffCards
import HandoffGate
import StrictJSON

/// What `serve` says: a line for a person on standard error, or a line of JSON on standard output.
struct ServeLog {
    let isJSON: Bool

    func say(_ event: String, card: CardID? = nil, _ words: String = "") {
        guard isJSON else {
            let what = [event, card?.text, words.isEmpty ? nil : words].compactMap(\.self)
            return Output.note(what.joined(separator: " "))
        }
        var line: JSONObject = ["time": .string(Timestamp.now.description), "event": .string(event)]
        if let card { line["card"] = .string(card.text) }
        if !words.isEmpty { line["words"] = .string(words) }
        // A reader that left is no reason to leave approved actions half done.
        try? Output.write(.object(line))
    }

    func say(_ report: AdmissionReport) {
        if report.admitted > 0 { say("admitted", Words.count(report.admitted, "card")) }
        for refused in report.refused { say("refused", "\(refused.name): \(refused.reason)") }
        for undelivered in report.undelivered { say("undelivered", "\(undelivered.name): \(undelivered.reason)") }
    }

    func say(_ run: ProgramRun, of release: Release) {
        let words = "\(release.card.action.type): \(run.words)"
        if case .notStarted = run.ending { return say("failed", card: release.card.id, words) }
        say("finished", card: release.card.id, "\(words), after \(run.duration) ms")
    }
}
