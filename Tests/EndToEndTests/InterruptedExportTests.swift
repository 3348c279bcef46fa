import Glibc
import TestSupport
import Testing

@Suite("Interrupted exports", .fewAtOnce)
struct InterruptedExportTests {
    @Test(
        "an export that is interrupted leaves nothing behind",
        arguments: zip([SIGINT, SIGTERM, SIGHUP], ["jsonl", "ocsf", "jsonl"]))
    func leavesNothing(signal: Int32, format: String) async throws {
        let home = try await Home()
        let folder = "\(home.path)/../exports"
        try SystemError.check(mkdir(folder, 0o700), "mkdir")
        // Enough to be met in the middle.
        for number in 0..<12 {
            let card = SampleCard.small(
                id: "card-\(number)", ["context": .string(String(repeating: "a ", count: 100_000))])
            try await home.submit(card, id: "card-\(number)")
        }
        #expect(try await home.handoff("list").status == 0)
        for _ in 0..<50 {
            let export = try home.start("audit", "export", "--force", "--format", format, "\(folder)/export")
            try await eventually("its beginning or its end", every: .microseconds(100)) {
                let hasBegun = Files.names(in: folder).contains { $0.contains(".partial-") }
                return hasBegun || export.process.status != nil ? () : nil
            }
            export.process.signal(signal)
            let result = try await export.result()
            #expect(Files.names(in: folder).allSatisfy { $0 == "export" }, "\(result)")
            if result.status == 0 { continue }
            #expect(
                result.status == 128 + signal && result.errors.contains("interrupted; nothing was written"), "\(result)"
            )
            return
        }
        Issue.record("it always ended before it was interrupted")
    }
}
