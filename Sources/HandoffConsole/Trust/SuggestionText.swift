import HandoffCards
import HandoffTrust
import Terminal

/// A suggestion with what it rests on, and what would hold if it were accepted.
struct SuggestionText {
    let suggestion: Suggestion
    let columns: Int

    func rows() -> [TextRow] {
        [.heading("Suggestion \(suggestion.mark)"), .blank] + computed("SUGGESTS", suggestion.words)
            + evidence() + [.blank, .heading("If you accept it")] + terms()
    }

    /// What it rests on.
    func evidence() -> [TextRow] {
        computed("BECAUSE", suggestion.evidence) + computed("COVERS", Words.count(suggestion.covered, "past action"))
    }

    /// Whether all that would hold can be shown in so many rows.
    func fits(_ rows: Int) -> Bool { terms().count + evidence().count <= rows }

    /// As much as there is room for, and whether that is all.
    func shownTerms(in rows: Int) -> [TextRow] {
        let all = terms() + evidence()
        if fits(rows) { return all }
        return all.prefix(max(0, rows - 1)) + [.own("The rest is on its page.", style: "toast.warn")]
    }

    /// All that would hold.
    func terms() -> [TextRow] {
        switch suggestion.kind {
        case .raise(let subject, let level):
            return names(subject) + computed("LEVEL", level.words) + computed("BOUNDS", "the policy's stay as they are")
        case .grant(let grant, let words):
            let approved = grant.isGrave ? "approved unasked, what is of grave risk too" : "approved unasked"
            let effect = grant.effect == .approve ? approved : "declined unasked"
            // What an agent's names can make long comes last.
            return computed("EFFECT", effect) + computed("CAPS", grant.caps.words ?? "none")
                + computed("UNTIL", Words.day(grant.expires)) + computed("SCOPE", words)
                + (grant.note.map { computed("NOTE", $0) } ?? [])
                + computed("EXACTLY", String(decoding: grant.when.canonicalBytes(), as: UTF8.self))
        case .threshold(let action, let confidence):
            return computed("ACTION", action)
                + computed("ALONE", "from a stated confidence of \(confidence) on, where the policy leaves it to that")
        }
    }

    private func names(_ subject: TrustSubject) -> [TextRow] {
        let account = subject.account.map { $0.isEmpty ? "(none)" : $0 } ?? "(all)"
        return computed("ACTION", subject.action) + computed("ACCOUNT", account)
    }

    private func computed(_ label: String, _ text: String) -> [TextRow] {
        TextRow.computed(label, text, columns: columns, style: "text")
    }
}
