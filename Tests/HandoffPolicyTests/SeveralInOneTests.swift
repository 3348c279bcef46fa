import HandoffCards
import StrictJSON
import Testing

@testable import HandoffPolicy

/// One text that is several things to what carries the action out.
@Suite struct SeveralInOneTests {
    private func ruling(_ action: String, _ arguments: JSONObject) throws -> RulingKind {
        try fullRuling(action, arguments).kind
    }

    private func fullRuling(_ action: String, _ arguments: JSONObject) throws -> Ruling {
        let policy = try HandoffPolicyTests.policy(
            """
            version: 1
            first_time: act
            actions:
              mail.send: {consequence: low, reversible: true, scale_from: /to, target_from: /to, min_confidence_to_act: 1}
              file.prune: {consequence: low, reversible: true, target_from: /path, min_confidence_to_act: 1}
              mail.bulk: {consequence: low, reversible: true, scale_from: /to}
              web.get: {consequence: low, reversible: true, target_from: /url, min_confidence_to_act: 1}
              mail.file: {consequence: low, reversible: true, min_confidence_to_act: 1}
              file.tidy: {consequence: low, reversible: true, min_confidence_to_act: 1}
            rules:
              - {id: ours, ruling: act, when: {action: mail.send, target: "*@customer.example"}}
              - {id: named, ruling: act, when: {action: mail.send, target: "Ann, head of sales"}}
              - {id: rival, ruling: forbid, because: r, when: {action: mail.send, target: "*@rival.example"}}
              - {id: exports, ruling: act, when: {action: file.prune, target: "/srv/exports/*"}}
              - {id: etc, ruling: forbid, because: e, when: {action: file.prune, target: "/etc*"}}
              - {id: hosts, ruling: act, when: {action: web.get, target: "https://api.example*"}}
              - {id: inside, ruling: forbid, because: i, when: {action: web.get, target: ["https://in.example/*", in.example]}}
              - {id: tmp, ruling: act, when: {action: file.tidy, arguments: {/path: "/srv/tmp/*"}}}
              - {id: no-etc, ruling: forbid, because: n, when: {action: file.tidy, arguments: {/path: "/etc/*"}}}
              - {id: words, ruling: act, when: {action: mail.file, arguments: {/subject: "Your invoice*"}}}
              - {id: bulk, ruling: forbid, because: b, when: {action: mail.bulk, scale: {over: 3}}}

            """)
        var facts = PolicyFacts(action: action)
        facts.arguments = arguments
        return policy.ruling(on: facts)
    }

    @Test(arguments: [
        ("a@customer.example", RulingKind.act), ("Ann, head of sales", .act), ("b@rival.example", .forbid),
        ("boss@rival.example, a@customer.example", .forbid), ("a@customer.example;b@rival.example", .forbid),
        ("x@evil.example\nBcc: a@customer.example", .ask), ("x@evil.example@customer.example", .ask),
        ("Ann <a@customer.example>", .ask), ("Ann Lee", .ask), ("b@RIVAL.example", .forbid),
        ("a@Customer.Example", .ask), ("x,B@Rival.Example", .forbid), ("b@rival.example.", .forbid),
        ("b@rival\u{3002}example", .forbid), ("b@\u{FF52}ival.example", .forbid), ("b%40rival.example", .forbid),
        ("mailto:b@rival.example", .forbid), ("b@\u{1D42B}ival.example", .forbid), ("\u{E4}b@customer.example", .act),
        ("b@riv%61l.example", .forbid), ("evil%rival.example@customer.example", .ask), ("-oQ@customer.example", .ask),
        ("b@rival.example(x)", .forbid), ("mailto:b@rival.example?subject=hi", .forbid),
        ("We love it \u{2764}\u{FE0F}", .ask),
        ("ok@x.example%2Cb@rival.example", .forbid), ("B\u{17F}@customer.example", .ask),
        ("a@evil.example\u{FF0C}u@customer.example", .ask),
    ])
    func anAddressIsOne(_ to: String, _ kind: RulingKind) throws {
        #expect(try ruling("mail.send", ["to": [.string(to)]]) == kind)
        #expect(try ruling("mail.send", ["to": [.string(to), .string(to)]]) == kind)
    }

    @Test(arguments: [
        ("/srv/exports/10", RulingKind.act), ("/etc/passwd", .forbid), ("/srv/exports/../../etc", .forbid),
        ("/srv/exports/../../../etc/passwd", .forbid), ("/srv/exports/./../../home", .ask),
        ("/srv/exports/my file", .ask), ("/home/my file", .ask), ("/ETC/passwd", .forbid), ("/Srv/exports/1", .ask),
        ("//etc/passwd", .forbid), ("/./etc/passwd", .forbid), ("/etc//passwd", .forbid),
        ("file:///etc/passwd", .forbid),
        ("file:/etc/passwd", .forbid), ("FILE://localhost/etc/passwd", .forbid), ("/%65tc/passwd", .forbid),
        ("%2Fetc/passwd", .forbid), ("/%2565tc/passwd", .forbid), ("/srv/exports/%2e%2e/x", .ask),
        ("/srv/exports//a/", .act), ("/srv/exports/a%20b", .act), ("/srv//exports/a", .ask), ("/etc", .forbid),
        ("/srv/a/\u{301}/../../../etc", .forbid), ("/%65%74%63", .forbid),
        ("file:///etc?x", .forbid), ("/srv/exports/report 1\u{BA}.pdf", .ask), ("x\u{B2}", .ask),
        ("Acme\u{2122}", .ask), ("/", .ask), ("..", .ask),
    ])
    func aPathLeadsWhereItSays(_ path: String, _ kind: RulingKind) throws {
        #expect(try ruling("file.prune", ["path": .string(path)]) == kind)
    }

    @Test(arguments: [
        ("/srv/../etc/passwd", "/srv/../etc/passwd may be taken for /etc/passwd"),
        ("/ETC/passwd", "/ETC/passwd is like /etc* but for large and small letters"),
        ("/srv/exports/\u{1D42B}", "/srv/exports/\u{1D42B} may be taken for /srv/exports/r"),
    ])
    func itIsSaidWhatATextMayBeTakenFor(_ path: String, _ words: String) throws {
        let why = try fullRuling("file.prune", ["path": .string(path)]).why
        #expect(why.contains("the target " + words), "\(why)")
    }

    @Test(arguments: [
        ("https://api.example/v1/a?b=c:d", RulingKind.act), ("https://api.example@evil.example/", .ask),
        ("https://in.example/x", .forbid), ("https://in.example:443/x", .forbid), ("https://u@in.example/x", .forbid),
        ("HTTPS://IN.example/x", .forbid), ("https://in.example./x", .forbid), ("http://in.example", .forbid),
        ("in.example", .forbid), ("https://api.example/../..//in.example/x", .ask), ("https://in.example", .forbid),
        ("https://in.example?x=1", .forbid), ("https://in.example#x", .forbid), ("https:/in.example/x", .forbid),
        ("https:///in.example/x", .forbid), ("https:in.example/x", .forbid), ("https:\\\\in.example\\x", .forbid),
        ("https://in.exa\tmple/x", .forbid), ("in.example:443", .forbid), ("u@in.example/x", .forbid),
        ("//in.example/x", .forbid), ("https://\u{24D8}n.example/x", .forbid), ("https://in.e\u{33E}xample/", .ask),
        ("https://in.exam\u{FB02}e/x", .ask), ("https://api.example/..?x=1", .ask),
        ("https://api.example/{..}/a", .ask),
        ("https://api.example/a;..;/b", .ask), ("https://api.example/$(id)", .ask),
        ("https://api.example:8443/v1", .act),
        ("https://api.example/%00", .ask), ("https://other.example/", .ask),
    ])
    func aHostIsTheSameHoweverItIsWritten(_ url: String, _ kind: RulingKind) throws {
        #expect(try ruling("web.get", ["url": .string(url)]) == kind)
    }

    /// Of arguments, what a pattern shows to be a path or an address; a wildcard in prose is one.
    @Test(arguments: [
        ("/srv/tmp/a", RulingKind.act), ("/srv/tmp/../../etc/x", .forbid), ("/srv/tmp/../x", .ask), ("/etc/x", .forbid),
        ("//etc/x", .forbid), ("/srv/tmp/a /etc/x", .forbid), ("Re: … 10\u{A0}000 x² ❤️ \u{E17}\u{E33} ™", .ask),
        (String(repeating: "word ", count: 2_000), .ask),
        (String(repeating: "word ", count: 2_000) + "/etc/x", .forbid),
    ])
    func anArgumentLeadsWhereItSays(_ path: String, _ kind: RulingKind) throws {
        #expect(try ruling("file.tidy", ["path": .string(path)]) == kind)
    }

    @Test(arguments: [("Your invoice, of March; e@x, f@y", RulingKind.act), ("Our invoice", .ask)])
    func proseIsProse(_ subject: String, _ kind: RulingKind) throws {
        #expect(try ruling("mail.file", ["subject": .string(subject)]) == kind)
    }

    static let lists: [(JSONValue, RulingKind)] = [
        (["a@x", "b@x", "c@x"], .act), (["Lee, Ann"], .act), (["a@x,b@x,c@x,d@x"], .forbid),
        (["a@x\nb@x", "c@x;d@x"], .forbid), ([["a", "b", "c", "d"]], .forbid), ([["a", ["b", "c"]], "d"], .forbid),
        (["a@b@c@d@e"], .forbid), ([["to": "a@x", "cc": "b@x", "bcc": "c@x,d@x"]], .forbid),
        (["a%40x%2Cb%40x%2Cc%40x%2Cd@x"], .forbid),
        (["/srv/My Documents/a b.pdf"], .act), (["a、b、c|d"], .forbid),
        ([["a@x": 1, "b@x": 1, "c@x": 1, "d@x": 1]], .forbid), ([[]], .act), ([1, 2, 3, true], .forbid),
        (["a b c d"], .forbid), (["a b c"], .act),
        (["Ann Lee of the North <a@x>"], .act), ([["all": ["a", "b", "c", "d"]]], .forbid),
        (["a\u{A0}b\tc d"], .forbid),
        ([["name": "Lee Ann May Joy", "to": "a@x"]], .act), ([["in": ["of": ["a", "b", "c", "d"]]]], .forbid),
        ([["to": "a@x, b@x; c@x\nd@x"]], .forbid), ([["a": ["1", "2"], "b": ["3", "4"]]], .forbid),
        ([[:], [:], [:]], .act),
    ]

    @Test(arguments: lists)
    func allAreCounted(_ to: JSONValue, _ kind: RulingKind) throws {
        #expect(try ruling("mail.bulk", ["to": to]) == kind)
    }
}
