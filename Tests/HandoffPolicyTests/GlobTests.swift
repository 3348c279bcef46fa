import TestSupport
import Testing

@testable import HandoffPolicy

@Suite struct GlobTests {
    @Test(arguments: [
        ("email.send", "email.send", true), ("email.send", "email.sends", false), ("email.send", "xemail.send", false),
        ("email.*", "email.send", true), ("email.*", "email.", true), ("email.*", "email", false),
        ("email.*", "email.draft.create", true), ("*.send", "email.send", true), ("*.send", "email.send.now", false),
        ("*", "", true), ("*", "a\nb", true), ("**", "ab", true), ("a*b*c", "aXbYc", true), ("a*b*c", "acb", false),
        ("*@x.example", "a@y@x.example", true), ("*@x.example", "a@x.example.evil", false),
        ("?", "é", true), ("?", "e\u{301}", false), ("??", "e\u{301}", true), ("?", "", false), ("a?c", "a🙂c", true),
        ("é", "e\u{301}", false), (#"a\*b"#, "a*b", true), (#"a\*b"#, "aXb", false), (#"\?"#, "?", true),
        (#"\\"#, #"\"#, true), ("*a", "aaaaaaaa", true), ("a*a", "a", false), ("/srv/*", "/srv/a/b", true),
        ("a+b@x.example", "a+b@x.example", true), ("file [1].txt", "file [1].txt", true),
    ])
    func matchesTheWholeText(_ pattern: String, _ text: String, _ matches: Bool) throws {
        #expect(try Glob(pattern).matches(text) == matches)
    }

    @Test(arguments: [
        "^email", "email$", ".*send", "email.+", "(a|b)", "[a-z]x", "[^x]", "(?i)x", #"\d"#, #"a\.b"#,
    ])
    func refusesRegularExpressions(_ pattern: String) {
        #expect(throws: Glob.Mistake.looksLikeRegularExpression) { _ = try Glob(pattern) }
    }

    @Test(arguments: [("", Glob.Mistake.empty), (#"a\"#, .loneBackslash), (#"\x"#, .loneBackslash)])
    func refusesWhatSaysNothing(_ pattern: String, _ mistake: Glob.Mistake) {
        #expect(throws: mistake) { _ = try Glob(pattern) }
    }

    @Test(arguments: [
        ("*", true), ("**", true), ("?*", true), ("*.*", true), ("??", true), ("?.?", true), ("a*", false),
        (".", false), (#"\*"#, false), ("*-*", false), ("*.a", false),
    ])
    func knowsWhatNamesNothing(_ pattern: String, _ expected: Bool) throws {
        #expect(try Glob(pattern).namesNothing == expected)
    }

    @Test func agreesWithTryingEverything() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<20_000 {
            let pattern = (0...random.below(7)).map { _ in random.pick(["a", "b", "é", "*", "?"]) }.joined()
            let text = (0..<random.below(9)).map { _ in random.pick(["a", "b", "é"]) }.joined()
            let expected = ReferenceEvaluator.matches(
                Array(text.unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
            #expect(try Glob(pattern).matches(text) == expected, "\(pattern) \(text)")
        }
    }

    /// What it says of all texts is true of each.
    @Test func coveringIsMatching() throws {
        var random = SeededRandom(seed: 6)
        var covered = 0
        for _ in 0..<5000 {
            let patterns = try (0..<2).map { _ in
                try Glob((0...random.below(4)).map { _ in random.pick(["a", "b", "*", "?"]) }.joined())
            }
            guard patterns[0].covers(patterns[1]) else { continue }
            covered += 1
            for _ in 0..<20 {
                let text = (0..<random.below(6)).map { _ in random.pick(["a", "b"]) }.joined()
                if patterns[1].matches(text) { #expect(patterns[0].matches(text)) }
            }
        }
        #expect(covered > 100)
    }
}
