import TestSupport
import Testing

@Suite("The demo without a terminal", .fewAtOnce)
struct DemoTests {
    @Test("plays one round trip as plain text and leaves nothing behind")
    func plain() async throws {
        let folder = try TemporaryFolder()
        let environment = try Home.environment(in: folder, more: [:])
        let result = try await Command([HandoffBinary.path, "demo"], environment: environment).result()
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("approved"), "\(result)")
        let stream = TerminalStream(Array((result.output + result.errors).utf8))
        #expect(stream.controls.allSatisfy { $0 == 0xa })
        #expect(stream.controlSequences.isEmpty && stream.strings.isEmpty && stream.escapes.isEmpty)
        #expect(Files.names(in: "\(folder.path)/tmp") == [])
        #expect(Files.names(in: "\(folder.path)/home") == [])
    }
}
