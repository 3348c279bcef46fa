import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import StrictYAML
import Testing

@testable import handoff

@Suite struct ConfigurationTests {
    @Test func readsEverySetting() throws {
        let read = try Configuration(parsing: "theme: mono\napproval_lifetime: 1h30m\n", file: "config.yaml")
        #expect(read.theme == "mono")
        #expect(read.approvalLifetime == TimeSpan(seconds: 5400))
        let copies = "[/a, {command: [/bin/send, --to, 'x y']}, /b c]"
        let text = "audit: {segment_size: 3MiB, segment_age: never, copy_checkpoints_to: \(copies)}\n"
        let audit = try Configuration(parsing: text, file: "config.yaml").audit
        #expect(audit.rotation == LogRotation(size: 3 << 20, age: nil))
        #expect(audit.copies == [.file("/a"), .command(["/bin/send", "--to", "x y"]), .file("/b c")])
        let aged = try Configuration(parsing: "audit: {segment_age: 2h}\n", file: "config.yaml").audit
        #expect(aged.rotation == LogRotation(age: 7200))
    }

    /// It names commands that the gate's user runs.
    @Test func aFileThatOthersCanChangeIsNotUsed() throws {
        let home = try TestHome()
        let path = Configuration.path(in: home.place)
        #expect(try Configuration(of: home.place) == Configuration())
        try home.write("theme: mono\n", to: path)
        #expect(try Configuration(of: home.place).theme == "mono")
        chmod(path, 0o666)
        let error = #expect(throws: Failure.self) { _ = try Configuration(of: home.place) }
        #expect(error?.what == "\(path) can be changed by others; chmod go-w \(path)")
        #expect(error?.status == .notPermitted)
    }

    @Test(arguments: ["", "# nothing\n", Configuration.template]) func saysNothing(_ text: String) throws {
        #expect(try Configuration(parsing: text, file: "config.yaml") == Configuration())
    }

    @Test func templateHoldsWhenItIsUncommented() throws {
        let lines = Configuration.template.split(separator: "\n").map {
            $0.hasPrefix("#") && !$0.hasPrefix("# ") ? $0.dropFirst() : $0
        }
        let read = try Configuration(parsing: lines.joined(separator: "\n"), file: "config.yaml")
        #expect(read.theme == ThemeLoader.standardTheme)
        #expect(read.approvalLifetime == TimeSpan(seconds: 900))
    }

    @Test(arguments: [
        ("theme: mono\ncolour: red\n", 2, 1, "colour"),
        ("approval_lifetime: 15\n", 1, 20, "90s"),
        ("approval_lifetime: 0s\n", 1, 20, "90s"),
        ("theme: [a]\n", 1, 8, "text"),
        ("audit: 256MiB\n", 1, 8, "mapping"),
        ("audit: {segment_size: 63KiB}\n", 1, 23, "64KiB"),
        ("audit: {segment_size: 99999999999GiB}\n", 1, 23, "64KiB"),
        ("audit: {segment_size: 3}\n", 1, 23, "64KiB"),
        ("audit: {segment_age: 59s}\n", 1, 22, "never"),
        ("audit: {copy_checkpoints_to: /a}\n", 1, 30, "list"),
        ("audit: {copy_checkpoints_to: [a]}\n", 1, 31, "absolute"),
        ("audit: {copy_checkpoints_to: [/a, [/b]]}\n", 1, 35, "{command:"),
        ("audit: {copy_checkpoints_to: [{}]}\n", 1, 31, "absolute"),
        ("audit: {copy_checkpoints_to: [{command: /a}]}\n", 1, 41, "list"),
        ("audit: {copy_checkpoints_to: [{command: []}]}\n", 1, 41, "absolute"),
        ("audit: {copy_checkpoints_to: [{command: [a, /b]}]}\n", 1, 41, "absolute"),
        ("audit: {copy_checkpoints_to: [{command: [/a, [b]]}]}\n", 1, 46, "text"),
        ("audit: {copy_checkpoints_to: [{command: [/a], shell: /b}]}\n", 1, 47, "shell"),
        ("audit: {copies: []}\n", 1, 9, "copies"),
        ("- theme\n", 1, 1, "mapping"),
        ("theme: a\ntheme: b\n", 1, 1, "twice"),
        ("theme: 'a\n", 2, 1, ""),
    ])
    func saysWhere(_ text: String, _ line: Int, _ column: Int, _ word: String) {
        let problem = #expect(throws: YAMLProblem.self) { _ = try Configuration(parsing: text, file: "config.yaml") }
        #expect(problem?.file == "config.yaml")
        #expect(problem?.line == line)
        #expect(problem?.column == column)
        #expect(problem?.reason.contains(word) == true || word.isEmpty)
    }

    @Test func missingFileSaysNothing() throws {
        #expect(try Configuration(of: HandoffHome(root: "/nowhere", configuration: "/nowhere")) == Configuration())
    }
}
