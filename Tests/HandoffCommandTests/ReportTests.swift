import HandoffAudit
import HandoffCards
import Testing

@testable import handoff

@Suite struct ReportTests {
    /// What an agent may put wherever it has a word.
    static let hostile = [
        "<script>alert(1)</script>", "\" onmouseover=\"x", "'><img src=x>", "&lt;b&gt;", "a\u{202E}gpj.exe",
        "zero\u{200B}width",
        "| a | b |\n|---|---|", "`code` **bold** [link](http://x.example) <http://x.example> ![i](j)",
        "https://x.example www.x.example a@x.example",
        "\\| \\` # heading\n\n# another", "~~gone~~ _it_ $x$", "\u{1B}[31mred", "]]></style><!-- -->",
    ]

    private static func report(_ text: String, cases count: Int = 3) throws -> OversightReport {
        let terms = AuditReport.Terms(
            now: Timestamp(milliseconds: 1_795_000_000_000), lifetime: 900, grace: 0, listed: 50)
        var builder = AuditReport.Builder(terms: terms)
        for row in 0..<count {
            var found = AuditCase(
                row: Int64(row), card: try cardID("card-\(row)"), account: text, agent: text, actionType: text,
                target: text,
                risk: .low, proposedAt: Timestamp(milliseconds: 1_794_000_000_000),
                proposed: LineSpan(offset: 0, length: 1),
                action: Hash256(of: [1]))
            found.decision = row == 0 ? .approved : .declined
            found.basis = .operator
            found.operator = text
            found.decidedAt = Timestamp(milliseconds: 1_794_000_000_000 + Int64(row) * 86_400_000)
            found.approved = Hash256(of: [1])
            found.looked = 900 * (row + 1)
            found.outcome = row == 0 ? .rolledBack : .failed
            found.trigger = .confidence
            builder.take(found)
        }
        var chain = ChainStatus(lines: 9, bytes: 4096, root: Hash256(of: [2]), leaf: Hash256(of: [3]), broken: text)
        chain.keys = [.init(id: "key", name: text)]
        return OversightReport(
            figures: builder.finished { _ in nil }, chain: chain, origin: "handoff/0", filter: text)
    }

    private static func cardID(_ text: String) throws -> CardID { try #require(CardID(text)) }

    /// The tags of a page, without what stands in the quotation marks of their attributes, and in order.
    private static func skeleton(_ page: String) -> [String] {
        var tags: [String] = []
        for part in page.split(separator: "<").dropFirst() {
            let tag = part.prefix { $0 != ">" }
            let quoted = tag.split(separator: "\"", omittingEmptySubsequences: false)
            tags.append(quoted.enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }.joined())
        }
        return tags
    }

    @Test(arguments: hostile)
    func nothingThatAnAgentWritesBecomesMarkup(text: String) throws {
        let page = ReportPage(report: try Self.report(text)).html.source
        let harmless = ReportPage(report: try Self.report("harmless")).html.source
        #expect(Self.skeleton(page) == Self.skeleton(harmless))
        #expect(!page.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{200B}" || $0 == "\u{1B}" })
    }

    @Test func whatIsHiddenIsShown() throws {
        let page = ReportPage(report: try Self.report("a\u{202E}b")).html.source
        #expect(page.contains("a\\u{202E}b"))
        #expect(ReportMarkdown(report: try Self.report("a\u{202E}b")).markdown.source.contains("202E"))
    }

    /// Every line stays what it is: the same rows with the same number of cells, and no link, code, emphasis or HTML.
    @Test(arguments: hostile)
    func nothingThatAnAgentWritesBecomesMarkdown(text: String) throws {
        let lines = { (text: String) in
            ReportMarkdown(report: try Self.report(text)).markdown.source.split(
                separator: "\n", omittingEmptySubsequences: false)
        }
        let (seen, harmless) = (try lines(text), try lines("harmless"))
        #expect(seen.count == harmless.count)
        for (line, expected) in zip(seen, harmless) { #expect(Self.special(line) == Self.special(expected), "\(line)") }
    }

    @Test func noActionPassesForTheSum() throws {
        let page = ReportMarkdown(report: try Self.report("all")).markdown.source
        #expect(page.components(of: "| **All** |").count == 3, "once in each of two tables")
        #expect(page.components(of: "\n| all |").count == 3)
    }

    /// What stands in a line for itself and without a backslash.
    private static func special(_ line: Substring) -> String {
        var result = ""
        var isEscaped = false
        for character in line {
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if "`*_[]()<>|~&#!@$".contains(character) {
                result.append(character)
            }
        }
        return result
    }

    @Test(arguments: [0, 1, 40])
    func thePageNeedsNothingElse(cases: Int) throws {
        let page = ReportPage(report: try Self.report("x", cases: cases)).html.source
        for part in ["http:", "https:", "<script", "<link", "<img", "url(", "@import", "src="] {
            #expect(!page.contains(part), "\(part)")
        }
        // Each thing that is named is there once, and each name that is used is there.
        let ids = page.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count)
        for use in page.split(separator: "href=\"#").dropFirst() { #expect(ids.contains(use.prefix { $0 != "\"" })) }
        for use in page.split(separator: "aria-labelledby=\"").dropFirst() {
            for id in use.prefix(while: { $0 != "\"" }).split(separator: " ") { #expect(ids.contains(id)) }
        }
        #expect(page.components(of: "<section").count == page.components(of: "</section>").count)
        #expect(page.components(of: "<table").count == page.components(of: "</table>").count)
    }

    @Test(
        arguments: [
            (0, 5, "0%"), (5, 5, "100%"), (1, 2, "50%"), (1, 300, "0.3%"), (299, 300, "99.7%"), (1, 10_000, "<0.1%"),
            (9999, 10_000, ">99.9%"), (0, 0, "–"),
        ])
    func percentagesAreNotRoundedToWhatTheyAreNot(part: Int, whole: Int, text: String) {
        #expect(Figures.percent(Share(part, of: whole)) == text)
    }

    @Test(
        arguments: [
            (0, "0.0 s"), (830, "0.8 s"), (9949, "9.9 s"), (9951, "10 s"), (119_499, "119 s"), (120_000, "2 min"),
            (7_200_000, "2.0 h"), (172_800_000, "2 d"),
        ])
    func durationsHaveOneUnit(milliseconds: Int, text: String) {
        #expect(Figures.duration(milliseconds: milliseconds) == text)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
    func countsAreGrouped(value: Int, text: String) { #expect(Figures.count(value) == text) }
}

extension String {
    fileprivate func components(of part: String) -> [Substring] {
        split(separator: part, omittingEmptySubsequences: false)
    }
}
