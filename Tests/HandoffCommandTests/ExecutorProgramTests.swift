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
        #expect(ExecutorProgram.problem(with: program) == nil)
        #expect(ExecutorProgram.problem(with: "/bin/true") == nil)
    }

    @Test(arguments: [0o775, 0o757, 0o777] as [mode_t]) func whatOthersCanChangeIsNot(mode: mode_t) {
        chmod(program, mode)
        #expect(ExecutorProgram.problem(with: program) == "\(program) can be changed by others; chmod go-w \(program)")
        chmod(program, 0o755)
        chmod(folder, mode)
        #expect(ExecutorProgram.problem(with: program) == "\(folder) can be changed by others; chmod go-w \(folder)")
    }

    @Test func aLinkCountsForWhatItLeadsTo() throws {
        let link = folder + "/link"
        try #require(symlink(program, link) == 0)
        #expect(ExecutorProgram.problem(with: link) == nil)
        chmod(program, 0o777)
        #expect(ExecutorProgram.problem(with: link)?.hasPrefix(program + " can be changed") == true)
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away")) func anothersProgramIsNot() {
        chown(program, 12_345, 12_345)
        #expect(
            ExecutorProgram.problem(with: program)?.hasPrefix("\(program) belongs to somebody else (user 12345)")
                == true)
    }

    @Test func whatIsNotThereIsNot() {
        #expect(ExecutorProgram.problem(with: folder + "/none") == "\(folder)/none: No such file or directory")
    }
}
