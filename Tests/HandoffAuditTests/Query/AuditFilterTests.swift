import HandoffAudit
import HandoffCards
import Testing

@Suite struct AuditFilterTests {
    static let now = Timestamp(milliseconds: 1_763_814_000_000)

    private func filter(_ text: String) throws -> AuditFilter { try AuditFilter(parsing: text, now: Self.now) }

    private var found: AuditCase {
        let hash = Hash256(of: [1])
        var found = AuditCase(
            row: 1, card: CardID("c-1")!, account: "acme", agent: "sales-assistant", actionType: "email.send",
            target: "Lena@northwind.example", risk: .medium, proposedAt: Self.now.adding(seconds: -3600),
            proposed: LineSpan(offset: 0, length: 10), action: hash)
        found.decision = .approved
        found.basis = .operator
        found.operator = "ana"
        found.approved = hash
        found.edited = true
        return found
    }

    @Test func takesWordsPhrasesAndPrefixes() throws {
        let filter = try filter(#"refund  "two years" renew*"#)
        #expect(
            filter.words == [
                AuditFilter.Word("refund"), AuditFilter.Word("two years"), AuditFilter.Word("renew", isPrefix: true),
            ])
        #expect(filter.terms.isEmpty)
    }

    @Test(arguments: ["", "   ", "*", #""""#])
    func everythingIsMeantByNothing(_ text: String) throws {
        #expect(try filter(text).isEverything)
    }

    @Test(arguments: [
        ("action:email.*", true), ("action:email", false), ("ACTION:Email.Send", true), ("action:crm.*,email.*", true),
        ("-action:email.*", false), ("-action:crm.*", true), ("account:acme", true), ("account:ac*e", true),
        ("account:*", true), ("account:other,acme", true), ("agent:sales*", true), ("target:lena@*", true),
        (#"target:"Lena@northwind.example""#, true), ("operator:ana", true), ("operator:bob", false),
        ("decision:approved", true), ("decision:edited", true), ("decision:declined,expired", false),
        ("-decision:edited", false), ("outcome:none", true), ("outcome:failed", false), ("risk:medium", true),
        ("basis:operator", true), ("basis:policy", false), ("card:c-*", true), ("since:2h", true), ("since:30m", false),
        ("until:30m", true), ("until:2h", false), ("since:1970-01-02 account:acme", true), ("until:1970-01-02", false),
    ])
    func holdsFieldsAgainstACase(_ text: String, _ fits: Bool) throws {
        #expect(try filter(text).matchesFields(of: found) == fits)
    }

    @Test func aFieldThatSaysNothingFitsToNothing() throws {
        var found = found
        found.account = nil
        #expect(try !filter("account:*").matchesFields(of: found))
        #expect(try filter("-account:acme").matchesFields(of: found))
    }

    @Test func tellsWhatWasCarriedOut() throws {
        var found = found
        found.outcome = .succeeded
        found.executed = Hash256(of: [2])
        #expect(try filter("outcome:differs").matchesFields(of: found))
        #expect(try filter("outcome:succeeded").matchesFields(of: found))
        #expect(try !filter("outcome:none").matchesFields(of: found))
    }

    @Test(arguments: [
        ("since:2026-11-01", "2026-11-01T00:00:00Z"), ("since:2026-11-01T12:30Z", "2026-11-01T12:30:00Z"),
        ("since:2026-11-01T12:30", "2026-11-01T12:30:00Z"), ("since:2026-11-01T12:30:15", "2026-11-01T12:30:15Z"),
        ("since:2026-11-01T12:30:15+01:00", "2026-11-01T11:30:15Z"), ("since:0s", "2025-11-22T12:20:00Z"),
    ])
    func readsMoments(_ text: String, _ moment: String) throws {
        #expect(try filter(text).since?.description == moment)
    }

    @Test func aDayLastsToItsEnd() throws {
        #expect(try filter("until:2026-11-01").until?.description == "2026-11-02T00:00:00Z")
    }

    @Test(arguments: [
        (#"lena "two"#, 6, AuditFilterError.Problem.openQuote), ("a colour:red", 3, .unknownField("colour")),
        ("http://x", 1, .unknownField("http")), ("account:", 1, .noValue(field: "account")),
        ("account:a,,b", 11, .noValue(field: "account")),
        ("x decision:approved,maybe", 21, .notAChoice(field: .decision, value: "maybe")),
        ("since:yesterday", 7, .notATime(field: "since", value: "yesterday")),
        ("since:1d since:2d", 10, .repeated(field: "since")), ("-refund", 1, .negatedWord),
    ])
    func saysWhatIsWrongAndWhere(_ text: String, _ column: Int, _ problem: AuditFilterError.Problem) throws {
        #expect(throws: AuditFilterError(problem: problem, column: column)) { try filter(text) }
    }
}
