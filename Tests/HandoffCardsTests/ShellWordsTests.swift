import HandoffCards
import Testing

@Suite struct ShellWordsTests {
    @Test(arguments: [
        (["rm", "-r", "/srv/x"], "rm -r /srv/x"), (["echo", ""], "echo ''"), (["a b", "it's"], #"'a b' 'it'\''s'"#),
        (["x\u{1B}[2J\n"], #"$'x\x1b[2J\n'"#), (["a\u{202E}b"], #"$'a\U0000202eb'"#), (["$(id)", "*"], "'$(id)' '*'"),
    ])
    func quoting(words: [String], line: String) { #expect(ShellWords.quoted(words) == line) }
}
