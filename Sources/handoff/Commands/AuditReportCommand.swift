import ArgumentParser
import HandoffAudit
import HandoffCards
import HandoffGate

struct AuditReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show what oversight was applied and what went wrong.",
        discussion: """
            Approval rates per action, how long people looked, and every failure in one of six classes, the gravest \
            that fits:

              done without approval    reported as done although nothing approved it
              carried out differently  another digest was carried out than approved
              wrong proposal approved  approved, and rolled back later
              failed in execution      approved and tried, and it did not work
              right proposal refused   declined, and overruled later
              no outcome reported      approved, and nothing heard of it

            A refusal is overruled when a card that was handed in later is approved with the same account, agent, \
            action, target and arguments; or, within 7 days, with the same account, agent, action and target after \
            the operator has edited it. Nothing heard means: not for the time that an approval can be used and the \
            grace time after it.

            A refusal and what overruled it are found among the cases that the filter lets through. The log is checked \
            while the report is made. With --html and --markdown a page for others is written: it stands alone, needs no \
            network and has the plots in it.

              $ handoff audit report
              $ handoff audit report action:email.* since:30d
              $ handoff audit report --account acme --since 2026-10-01 --html oversight.html
            """)

    @OptionGroup var filter: FilterOptions

    @Option(help: ArgumentHelp("For how long after an approval has lapsed silence is no failure.", valueName: "time"))
    var grace = TimeSpan(seconds: AuditReport.Terms.standardGrace)

    @Option(help: ArgumentHelp("How many cases of each class are listed (text: 10, else 50).", valueName: "count"))
    var limit: Int?

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report as a page; - is standard output.", valueName: "file"), completion: .file())
    var html: String?

    @Option(
        help: ArgumentHelp("Write the report as Markdown; - is standard output.", valueName: "file"),
        completion: .file())
    var markdown: String?

    @Flag(help: "Replace files that are there.")
    var force = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes 1 or more.") }
        if [html == "-", markdown == "-", json].filter({ $0 }).count > 1 {
            throw ValidationError("Only one of them can go to standard output.")
        }
    }

    func run() throws {
        for path in [html, markdown].compactMap({ $0 }) where path != "-" {
            try OutputFile.checkPlace(path, replacing: force)
        }
        let workplace = try Workplace(place)
        let now = Timestamp.now
        let lifetime = try Configuration(of: workplace.home).approvalLifetime?.seconds ?? Gate.standardLifetime
        let isText = !json && html == nil && markdown == nil
        let terms = AuditReport.Terms(
            now: now, lifetime: lifetime, grace: grace.seconds, listed: limit ?? (isText ? 10 : 50))
        let report = try ReportMaker(
            workplace: workplace, filter: try filter.auditFilter(now: now), terms: terms
        ).report()
        if let html { try write(ReportPage(report: report).html.source, to: html) }
        if let markdown { try write(ReportMarkdown(report: report).markdown.source, to: markdown) }
        if json { try Output.write(report.document, pretty: true) }
        if isText {
            try Output.write(
                ReportText(report: report, paint: Paint(Environment.current), width: Output.columns()).text)
        }
        guard let problem = report.chain.broken ?? report.chain.problem else { return }
        throw Failure(
            .badInput, "the record does not hold: \(problem)", advice: "See more: handoff audit verify --full")
    }

    private func write(_ text: String, to path: String) throws {
        let file = try OutputFile(path, replacing: force)
        try file.write(text)
        try file.finish()
    }
}
