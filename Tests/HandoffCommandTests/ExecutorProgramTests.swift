import Glibc
import Testing

@testable import handoff

@Suite struct ExecutorProgramTests {
    private let home: TestHome
    private let folder: String
    private let program: String

    init() throws {
        home = try TestHome()
        folder = home.place.root + "/programs"
        program = folder + "/send"
        try #require(mkdir(folder, 0o755) == 0)
        let file = open(program, O_WRONLY | O_CREAT, 0o755)
        try #require(file >= 0)
        close(file)
    }

    @Test func whatTheGateOrRootAloneCanChangeIsGood() {
        #expect(ExecutorProgram.problem(with: [program]) == nil)
        #expect(ExecutorProgram.problem(with: ["/bin/true"]) == nil)
    }

    @Test(arguments: [0o775, 0o757, 0o777] as [mode_t]) func whatOthersCanChangeIsNot(mode: mode_t) {
        chmod(program, mode)
        #expect(
            ExecutorProgram.problem(with: [program]) == "\(program) can be changed by others; chmod go-w \(program)")
        chmod(program, 0o755)
        chmod(folder, mode)
        #expect(ExecutorProgram.problem(with: [program]) == "\(folder) can be changed by others; chmod go-w \(folder)")
    }

    @Test func whereItStartsIsLookedAtToo() {
        let place = home.place.root + "/place"
        mkdir(place, 0o755)
        #expect(ExecutorProgram.problem(with: [program], startingIn: place) == nil)
        chmod(place, 0o777)
        #expect(
            ExecutorProgram.problem(with: [program], startingIn: place)
                == "\(place) can be changed by others; chmod go-w \(place)")
        // Where nobody replaces what is another's, anybody can add what a program looks for.
        chmod(place, 0o1777)
        #expect(
            ExecutorProgram.problem(with: [program], startingIn: place)
                == "others can put files into \(place); chmod go-w \(place)")
    }

    @Test func aLinkCountsForWhatItLeadsTo() throws {
        let link = folder + "/link"
        try #require(symlink(program, link) == 0)
        #expect(ExecutorProgram.problem(with: [link]) == nil)
        chmod(program, 0o777)
        #expect(ExecutorProgram.problem(with: [link])?.hasPrefix(program + " can be changed") == true)
    }

    /// What is started is what was looked at, whatever becomes of the links.
    @Test func thePathHasNoLinks() throws {
        try #require(mkdir(folder + "/deep", 0o755) == 0)
        try #require(symlink("deep/../../programs", folder + "/here") == 0)
        try #require(symlink("here/./send", folder + "/link") == 0)
        #expect(try ExecutorProgram.path(of: [folder + "//link", "word"]) == program)
        #expect(try ExecutorProgram.path(of: ["/../" + folder + "/deep/../send"]) == program)
        try #require(symlink("loop", folder + "/loop") == 0)
        #expect(
            ExecutorProgram.problem(with: [folder + "/loop"]) == "\(folder)/loop: Too many levels of symbolic links")
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away")) func anothersLinkCouldLeadElsewhere() throws {
        let link = folder + "/link"
        try #require(symlink("/bin/cat", link) == 0)
        #expect(try ExecutorProgram.path(of: [link]).hasSuffix("/cat"))
        lchown(link, 12_345, 12_345)
        let words = "\(link) belongs to somebody else (user 12345), who could change what \(link) does"
        #expect(ExecutorProgram.problem(with: [link]) == words)
        // A folder in which nobody replaces what is another's is no excuse.
        chmod(folder, 0o1777)
        #expect(ExecutorProgram.problem(with: [link]) == words)
        lchown(link, 0, 0)
        #expect(ExecutorProgram.problem(with: [link]) == nil)
        chmod(folder, 0o755)
        chown(folder, 12_345, 12_345)
        #expect(
            ExecutorProgram.problem(with: [link])?.hasPrefix("\(folder) belongs to somebody else (user 12345)") == true)
    }

    @Test func theFolderOfALinkIsLookedAtToo() throws {
        try #require(mkdir(folder + "/open", 0o755) == 0)
        let link = folder + "/open/link"
        try #require(symlink(program, link) == 0)
        #expect(ExecutorProgram.problem(with: [link]) == nil)
        chmod(folder + "/open", 0o777)
        #expect(ExecutorProgram.problem(with: [link])?.hasPrefix("\(folder)/open can be changed by others") == true)
    }

    /// A script is a word of the program that reads it.
    @Test func aFileAmongTheFurtherWordsIsLookedAtToo() throws {
        let argv = ["/bin/sh", program, "word", "-x", folder, "/dev/null", folder + "/none", "/"]
        #expect(ExecutorProgram.problem(with: argv) == nil)
        chmod(program, 0o766)
        #expect(ExecutorProgram.problem(with: argv) == "\(program) can be changed by others; chmod go-w \(program)")
        chmod(program, 0o755)
        try #require(symlink(program, folder + "/link") == 0)
        #expect(ExecutorProgram.problem(with: ["/bin/sh", folder + "/link"]) == nil)
        chmod(folder, 0o777)
        for word in ["send", "link", "none"] {
            #expect(ExecutorProgram.problem(with: ["/bin/sh", "\(folder)/\(word)"]) != nil, "\(word)")
        }
        // There, what is not there could be made by anybody.
        chmod(folder, 0o1777)
        #expect(ExecutorProgram.problem(with: ["/bin/sh", program]) == nil)
        #expect(
            ExecutorProgram.problem(with: ["/bin/sh", folder + "/none"])
                == "\(folder)/none is not there, and others could make it in \(folder)")
    }

    @Test func theDoctorNamesTheFile() throws {
        try home.setPolicy(
            "version: 1\nactions: {a: {consequence: low, executor: {argv: [/bin/sh, \(program)]}}}\n")
        func finding() -> String? {
            Doctor(home: home.place, environment: [:]).checks().first { $0.name == "executor" }?.finding
        }
        #expect(finding() == nil)
        chmod(program, 0o757)
        #expect(finding() == "a: \(program) can be changed by others; chmod go-w \(program)")
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away")) func anothersProgramIsNot() {
        chown(program, 12_345, 12_345)
        #expect(
            ExecutorProgram.problem(with: [program])?.hasPrefix("\(program) belongs to somebody else (user 12345)")
                == true)
    }

    @Test func whatIsNotThereIsNot() {
        #expect(ExecutorProgram.problem(with: [folder + "/none"]) == "\(folder)/none: No such file or directory")
    }
}
