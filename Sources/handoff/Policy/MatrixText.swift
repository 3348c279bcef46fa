import HandoffPolicy
import Terminal

/// The capability matrix for a terminal, and as Markdown.
struct MatrixText {
    let matrix: CapabilityMatrix
    /// Nil where there is no record of it.
    var evidence: MatrixEvidence?

    func text(width: Int?, paint: Paint) -> String {
        // On a narrow terminal a confidence goes below its words, so that why gets more than a few columns.
        let needs = width.flatMap { $0 < 100 ? 18 : nil }
        var table = Table(columns: [
            Table.Column(title: "ACTION", limit: 32), Table.Column(title: "NEEDS", limit: needs, wraps: true),
            Table.Column(title: "CONSEQUENCE"), Table.Column(title: "WHY", isFlexible: true, wraps: true),
        ])
        table.rows = matrix.rows.map { row in
            [
                Table.Cell(row.action ?? Self.anythingElse, row.action == nil ? .dim : nil),
                Table.Cell(row.need.words, Self.tint(row.need)), Table.Cell(row.consequence?.word ?? "–"),
                Table.Cell(row.reasons),
            ]
        }
        var text = table.rendered(width: width, paint: paint)
        let exceptions = matrix.rows.filter { !$0.exceptions.isEmpty }
        if !exceptions.isEmpty { text += "\n" + paint("It differs:", .bold) + "\n" }
        for row in exceptions {
            for exception in row.exceptions {
                text +=
                    Paint.safe("  \(row.action ?? Self.anythingElse): \(exception.words)  [\(exception.rule)]") + "\n"
            }
        }
        let carriedOut = matrix.rows.filter(\.hasExecutor).compactMap(\.action)
        if !carriedOut.isEmpty {
            text += "\n" + paint("Carried out by an executor:", .bold) + "\n"
            let rows = SafeText.line(carriedOut.joined(separator: ", ")).wrapped(to: max(20, (width ?? .max) - 2))
            text += rows.map { "  " + $0.trimmed.text + "\n" }.joined()
        }
        if let evidence {
            text += "\n" + paint(evidence.title + ":", .bold) + "\n" + Self.table(evidence, width: width, paint: paint)
        }
        return text + "\n" + notes.map { Paint.safe($0) + "\n" }.joined()
    }

    private static func table(_ evidence: MatrixEvidence, width: Int?, paint: Paint) -> String {
        var table = Table(
            columns: MatrixEvidence.titles.enumerated().map { place, title in
                Table.Column(title: title.uppercased(), limit: 32, isFlexible: place == 0)
            })
        table.rows = evidence.rows.map { $0.cells.map { Table.Cell($0) } }
        return table.rendered(width: width, paint: paint)
    }

    var markdown: Markdown {
        var page: Markdown = "# What the agents may do\n\n"
        page += Markdown.head([
            ("Action", false), ("Needs", false), ("Consequence", false), ("Can be undone", false),
            ("Reaches outside", false),
            ("Carried out by", false), ("Why", false), ("It differs", false),
        ])
        for row in matrix.rows {
            page += Markdown.row([
                "\(row.action ?? Self.anythingElse)", "\(row.need.words)", "\(row.consequence?.word ?? "–")",
                row.isReversible ? "yes" : "no", row.isExternal ? "yes" : "no", "\(row.whoCarriesOut)",
                "\(row.reasons)",
                "\(row.exceptions.map(\.words).joined(separator: "; "))",
            ])
        }
        if let evidence {
            page += "\n## \(evidence.title)\n\n"
            page += Markdown.head(MatrixEvidence.titles.enumerated().map { ("\($1)", $0 > 1) })
            for row in evidence.rows { page += Markdown.row(row.cells.map { "\($0)" }) }
        }
        for note in notes { page += "\n\(note)\n" }
        return page
    }

    private var notes: [String] { Self.notes(matrix, evidence) }

    static func notes(_ matrix: CapabilityMatrix, _ evidence: MatrixEvidence?) -> [String] {
        var notes: [String] = []
        if matrix.asksFirstTime {
            notes.append("The first time that an account has a type of action, a person is needed in any case.")
        }
        notes.append("A confidence counts once the agent's record shows that it is as often right as it says.")
        if evidence != nil { notes.append(MatrixEvidence.note) }
        notes.append("Policy \(matrix.digest.tagged)")
        return notes
    }

    static let anythingElse = "anything else"

    private static func tint(_ need: CapabilityMatrix.Need) -> Paint.Tint {
        switch need {
        case .alone, .aloneFrom: .green
        case .asks: .yellow
        case .twoPeople: .red
        case .never: .alarm
        }
    }
}

extension CapabilityMatrix.Row {
    var whoCarriesOut: String { hasExecutor ? "an executor" : "the agent" }

    /// Why, and for what acts alone the limits beyond which it does not.
    var reasons: String {
        var parts = why
        switch need {
        case .alone, .aloneFrom:
            if let maxScale { parts.append("at most \(maxScale) at once") }
            if let maxValue { parts.append("at most \(maxValue)") }
        case .asks, .twoPeople, .never: break
        }
        return parts.joined(separator: ", ")
    }
}
