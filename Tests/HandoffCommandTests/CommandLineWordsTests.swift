import HandoffCards
import StrictJSON
import Testing

@testable import handoff

@Suite struct CommandLineWordsTests {
    private func approved(_ changes: JSONObject, proposed: JSONObject? = nil) throws -> CommandLineWords {
        let standard: JSONObject = [
            "argv": ["true", "x"], "executable": "/bin/true", "directory": "/",
            "environment": ["PATH": "/bin:/usr/bin"],
        ]
        return try CommandLineWords(
            approved: standard.overlaid(with: changes), proposed: proposed ?? standard)
    }

    private func words(_ argv: [String], named: [String]) throws -> CommandLineWords {
        let ours = [
            "PATH": Array("/usr/bin:/bin".utf8), "WORD": Array("a b".utf8), "EDITOR": Array("vi".utf8), "BYTES": [0xFF],
        ]
        return try CommandLineWords(argv, named: named) { ours[$0] }
    }

    private func reason(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? ProgramNotStarted)?.reason ?? "\(error)" }
        return nil
    }

    @Test func whatIsProposedIsAllThatIsRun() throws {
        let words = try words(["true", "it's"], named: ["WORD", "OTHER=1=2"])
        #expect(words.argv == ["true", "it's"])
        #expect(words.executable.hasSuffix("/true") && words.directory.hasPrefix("/"))
        #expect(words.environment["WORD"] == "a b" && words.environment["OTHER"] == "1=2")
        let names = Set(words.environment.keys)
        #expect(names.isSubset(of: Set(Action.standardVariables + ["WORD", "OTHER"])))
        #expect(try CommandLineWords(approved: words.arguments, proposed: words.arguments) == words)
    }

    @Test func whatIsNotThereIsNotProposed() {
        #expect(throws: Failure.self) { try words(["no-such-program-here"], named: []) }
        #expect(throws: Failure.self) { try words(["true"], named: ["NO_SUCH_VARIABLE"]) }
        #expect(throws: Failure.self) { try words(["true"], named: ["BYTES"]) }
    }

    @Test func editsOfWordsKeepTheProgram() throws {
        let words = try approved(["argv": ["true", "y", "z"]])
        #expect(words.argv == ["true", "y", "z"] && words.executable == "/bin/true")
    }

    /// Another first word is another program, which is looked for in the approved PATH.
    @Test func anotherFirstWordIsLookedUp() throws {
        #expect(try approved(["argv": ["false"]]).executable == "/bin/false")
        #expect(
            reason { _ = try approved(["argv": ["false"], "environment": ["PATH": "/nowhere"]]) }
                == "there is no program false")
    }

    @Test(
        arguments: [
            (["argv": []], "the approved argv is no list of words"),
            (["argv": ["a", 1]], "the approved argv is no list of words"),
            (["argv": "true"], "the approved argv is no list of words"),
            (["directory": "etc"], "etc is no absolute path"),
            (["directory": nil], "the approved arguments have no text directory"),
            (["executable": 1], "the approved arguments have no text executable"),
            (["environment": ["A": 1]], "the approved variable A is no text"),
            (["environment": "A=1"], "the approved environment has no variables"),
        ] as [(JSONObject, String)])
    func whatIsNoCommandIsNotRun(changes: JSONObject, expected: String) {
        #expect(reason { _ = try approved(changes) } == expected)
    }
}
