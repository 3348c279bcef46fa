import HandoffCards
import HandoffGate
import HandoffPolicy

/// The capability matrix as one HTML page that needs nothing else, in the report's style.
struct MatrixPage {
    let matrix: CapabilityMatrix
    var evidence: MatrixEvidence?
    let made: Timestamp

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>What the agents may do</title>
        <style>
        \(ReportPage.style)
        .matrix td,.matrix th{text-align:left}.matrix td:nth-child(2){min-width:9rem}
        .never{color:var(--bad);font-weight:650}.two{color:var(--warn);font-weight:650}.alone{color:var(--good)}
        </style>
        </head>
        <body>
        <main>
        \(header)
        \(ReportPage.section("actions", "Actions", table))
        \(exceptions)
        \(evidenceSection)
        \(ReportPage.section("notes", "How to read it", notes))
        </main>
        </body>
        </html>

        """
    }

    private var header: HTML {
        let known = matrix.rows.filter { $0.action != nil }
        let alone = known.count { $0.need.isAlone }
        return """
            <header>
            <p class="kind">Capability matrix</p>
            <h1>What the agents may do</h1>
            <p class="lead">The policy knows <b>\(Figures.count(known.count, "type")) of action</b>. Agents may do
            <b>\(Figures.count(alone))</b> of them alone, under the conditions below; the others take a person.</p>
            <dl class="meta">
            <div><dt>Made</dt><dd>\(Figures.minute(made)) UTC, by handoff \(HandoffVersion.current)</dd></div>
            <div><dt>Policy</dt><dd><code>\(matrix.digest.tagged)</code></dd></div>
            </dl>
            </header>
            """
    }

    private var table: HTML {
        let rows: [HTML] = matrix.rows.map { row in
            ReportPage.row(
                Self.name(row),
                [
                    Self.need(row.need), "\(row.consequence?.word ?? "–")", row.isReversible ? "yes" : "no",
                    row.isExternal ? "yes" : "no", "\(row.whoCarriesOut)",
                    "\(row.reasons)\(row.consequenceLine.map { "<small>\($0)</small>" as HTML })",
                ])
        }
        return ReportPage.wide(
            "What every action needs",
            """
            <table class="matrix">
            <caption class="hidden">What every action needs, and why</caption>
            <thead><tr><th scope="col">Action</th><th scope="col">Needs</th><th scope="col">Consequence</th>
            <th scope="col">Can be undone</th><th scope="col">Reaches outside</th><th scope="col">Carried out by</th>
            <th scope="col">Why</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            """)
    }

    private var exceptions: HTML {
        let rows: [HTML] = matrix.rows.flatMap { row in
            row.exceptions.map { exception in
                ReportPage.row(Self.name(row), ["\(exception.words)", "<code>\(exception.rule)</code>"])
            }
        }
        guard !rows.isEmpty else { return "" }
        return ReportPage.section(
            "exceptions", "When it differs",
            ReportPage.wide(
                "Rules under which it differs",
                """
                <table class="matrix">
                <caption class="hidden">Rules under which an action needs something else</caption>
                <thead><tr><th scope="col">Action</th><th scope="col">Needs</th><th scope="col">Rule</th></tr></thead>
                <tbody>
                \(rows)
                </tbody>
                </table>
                """))
    }

    private var evidenceSection: HTML {
        guard let evidence else { return "" }
        let titles: [HTML] = MatrixEvidence.titles.map { "<th scope=\"col\">\($0)</th>" }
        let rows: [HTML] = evidence.rows.map { row in
            ReportPage.row("<code>\(row.action)</code>", row.cells.dropFirst().map { "\($0)" })
        }
        return ReportPage.section(
            "evidence", "\(evidence.title)",
            ReportPage.wide(
                "What became of every action",
                """
                <table class="matrix">
                <caption class="hidden">How often each action was asked about, went alone and was undone</caption>
                <thead><tr>\(titles)</tr></thead>
                <tbody>
                \(rows)
                </tbody>
                </table>
                """))
    }

    private var notes: HTML {
        let notes: [HTML] = MatrixText.notes(matrix, evidence).dropLast().map { "<li>\($0)</li>" }
        return """
            <ul class="limits">
            <li>The strictest of all that applies decides. What an agent claims can only make it stricter.</li>
            \(notes)
            </ul>
            """
    }

    private static func name(_ row: CapabilityMatrix.Row) -> HTML {
        row.action.map { "<code>\($0)</code>" } ?? "<em>\(MatrixText.anythingElse)</em>"
    }

    private static func need(_ need: CapabilityMatrix.Need) -> HTML {
        switch need {
        case .alone, .aloneFrom: "<span class=\"alone\">\(need.words)</span>"
        case .asks: "\(need.words)"
        case .twoPeople: "<span class=\"two\">\(need.words)</span>"
        case .never: "<span class=\"never\">\(need.words)</span>"
        }
    }
}

extension CapabilityMatrix.Need {
    fileprivate var isAlone: Bool {
        switch self {
        case .alone, .aloneFrom: true
        case .asks, .twoPeople, .never: false
        }
    }
}
