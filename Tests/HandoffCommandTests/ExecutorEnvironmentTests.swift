import Glibc
import TestSupport
import Testing

@testable import handoff

@Suite struct ExecutorEnvironmentTests {
    private let home: TestHome
    private let path: String

    init() throws {
        home = try TestHome()
        path = home.place.root + "/secrets"
    }

    private func write(_ text: String, mode: mode_t = 0o600) throws {
        try home.write(text, to: path)
        chmod(path, mode)
    }

    private func reason(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? ProgramNotStarted)?.reason ?? "\(error)" }
        return nil
    }

    @Test func linesAreVariables() throws {
        try write("# a comment\n\nTOKEN=a=b c\nEMPTY=\nTOKEN_2='quoted'\n")
        #expect(try ExecutorEnvironment.read(path) == ["TOKEN": "a=b c", "EMPTY": "", "TOKEN_2": "'quoted'"])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o610] as [mode_t]) func whatOthersCanReadIsRefused(mode: mode_t)
        throws
    {
        try write("TOKEN=x\n", mode: mode)
        #expect(reason { _ = try ExecutorEnvironment.read(path) } == "\(path) is open to others; chmod 600 \(path)")
    }

    /// A line may be a secret without its name: it is not quoted.
    @Test func aLineThatIsNoVariableIsNotQuoted() throws {
        try write("TOKEN=x\nhunter2\n")
        #expect(reason { _ = try ExecutorEnvironment.read(path) } == "\(path):2 is not NAME=value")
    }

    @Test func onlyARegularFileIsRead() throws {
        #expect(reason { _ = try ExecutorEnvironment.read(path) } == "\(path): No such file or directory")
        try #require(mkfifo(path, 0o600) == 0)
        #expect(reason { _ = try ExecutorEnvironment.read(path) } == "\(path) is no regular file")
        unlink(path)
        try #require(symlink("/dev/zero", path) == 0)
        #expect(reason { _ = try ExecutorEnvironment.read(path) } == "\(path): Too many levels of symbolic links")
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away")) func anothersFileIsRefused() throws {
        try write("TOKEN=x\n")
        chown(path, 12_345, 12_345)
        #expect(reason { _ = try ExecutorEnvironment.read(path) } == "\(path) belongs to somebody else (user 12345)")
    }

    @Test(arguments: [Array(repeating: UInt8(ascii: "a"), count: 70_000), [0x41, 0x3D, 0xFF, 0x0A]])
    func whatIsTooLongOrNoTextIsRefused(bytes: [UInt8]) throws {
        try Files.write(bytes, to: path)
        #expect(
            reason { _ = try ExecutorEnvironment.read(path) }
                == "\(path) cannot be read as UTF-8 of at most 65536 bytes")
    }
}
