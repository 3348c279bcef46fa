import Testing

@testable import Terminal

struct IdentityTests {
    @Test(arguments: [
        ("lena@northwind.example", "lena@northwind.example"),
        ("müller.example", "müller.example [xn--mller-kva.example]"),
        ("Bücher.example", "Bücher.example [xn--bcher-kva.example]"),
        ("p\u{430}ypal.com", "p\u{430}ypal.com [xn--pypal-4ve.com, mixed scripts!]"),
        ("\u{430}\u{440}\u{440}\u{4CF}\u{435}.com", "\u{430}\u{440}\u{440}\u{4CF}\u{435}.com [xn--80ak6aa92e.com]"),
        ("日本語サーバー.jp", "日本語サーバー.jp [xn--vckucxgb5388dcvb2w6i.jp]"),
        ("l\u{435}na@x.example", "l\u{435}na@x.example [l\\u{435}na@x.example, mixed scripts!]"),
        ("a@\u{202E}b", "a@\\u{202E}b [a@xn--b-pin]"),
    ])
    func showsTheASCIIForm(_ identity: String, _ shown: String) {
        #expect(SafeText.identity(identity).text == shown)
    }

    @Test(arguments: [
        ("handoff", "handoff"), ("h\u{430}ndoff", "h\u{430}ndoff [h\\u{430}ndoff, mixed scripts!]"),
        ("日本のエージェント 2", "日本のエージェント 2"), ("агент", "агент"), ("müller-bot", "müller-bot"),
        ("\u{202E}ab", "\\u{202E}ab"),
    ])
    func namesThatLookLikeOthersShowHowTheyAreWritten(_ name: String, _ shown: String) {
        #expect(SafeText.name(name).text == shown)
    }

    /// RFC 3492, section 7.1, and labels in use.
    @Test(arguments: [
        (
            "ليهمابتكلموشعربي؟",
            "egbpdaj6bu4bxfgehfvwxn"
        ),
        ("\u{4ED6}\u{4EEC}\u{4E3A}\u{4EC0}\u{4E48}\u{4E0D}\u{8BF4}\u{4E2D}\u{6587}", "ihqwcrb4cv8a8dqg056pqjye"),
        ("\u{4ED6}\u{5011}\u{7232}\u{4EC0}\u{9EBD}\u{4E0D}\u{8AAA}\u{4E2D}\u{6587}", "ihqwctvzc91f659drss3x8bo0yb"),
        ("3\u{5E74}B\u{7D44}\u{91D1}\u{516B}\u{5148}\u{751F}", "3B-ww4c5e180e575a65lsy2b"),
        ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
        ("そのスピードで", "d9juau41awczczp"),
        ("-> $1.00 <-", "-> $1.00 <--"),
    ])
    func encodesTheSamples(_ label: String, _ encoded: String) {
        #expect(Punycode.encode(label.unicodeScalars.map(\.value)) == encoded)
    }

    @Test func labelsThatAreTooLongAreNoHosts() {
        let label = String(repeating: "é", count: 100_000)
        #expect(SafeText.identity(label).text.hasSuffix("[(no host name)]"))
    }

    @Test(arguments: [
        ("paypal", false), ("pаypal", true), ("日本のサーバ", false), ("abc日本", false), ("한국어中文", false), ("αβγ", false),
        ("aβ", true), ("1-а", false), ("かア", false), ("日本α", true),
    ])
    func findsMixedScripts(_ label: String, _ isSuspicious: Bool) {
        #expect(Script.isSuspicious(label.unicodeScalars[...]) == isSuspicious)
    }
}
