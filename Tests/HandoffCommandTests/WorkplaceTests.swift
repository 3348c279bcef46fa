import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import StrictJSON
import Testing

@testable import handoff

@Suite struct WorkplaceTests {
    @Test func nothingThereSaysSo() {
        let home = HandoffHome(root: "/nowhere", configuration: "/nowhere")
        let error = #expect(throws: HomeError.self) { _ = try Workplace(home) }
        #expect(error == .notInitialised(path: "/nowhere"))
    }

    @Test func makingAHomeTwiceChangesNothing() throws {
        let home = try TestHome()
        let again = try Initialisation(home: home.place, operatorName: "eve").run()
        #expect(again.steps.filter(\.isNew).isEmpty)
        #expect(again.operatorName == "ana")
        #expect(try home.workplace().log().lines(count: 10).map(\.type) == ["log.opened"])
        for (path, mode) in [
            (home.place.root, 0o700), (home.place.keys, 0o700), (home.place.keys + "/ana.jwk", 0o600),
        ] {
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == mode_t(mode), "\(path)")
        }
    }

    @Test func whatEndsSignsTheLogAndCopiesTheNote() throws {
        let home = try TestHome()
        let copy = home.place.root + "/copy"
        try home.write(
            "audit: {copy_checkpoints_to: [/nowhere/x, \(copy)]}", to: home.place.configuration + "/config.yaml")
        let gate = try home.workplace().gate()
        _ = try home.submit()
        try gate.bringUpToDate()
        try gate.log.checkpointNow(at: .now)
        let text = String(decoding: try InputFile.read(copy, limit: 10_000), as: UTF8.self)
        let note = try SignedCheckpoint(parsing: String(text.dropLast()))
        #expect(text.hasSuffix("\n\n") && note.checkpoint.size == 2)
        #expect(note.verified(by: [gate.signer.publicKey]))
        let kept = try InputFile.read(home.place.audit + "/checkpoints", limit: 10_000)
        #expect(String(decoding: kept, as: UTF8.self).hasSuffix(text))
        let reading = try home.workplace().readingGate()
        try reading.log.checkpointNow(at: .now)
        #expect(try InputFile.read(copy, limit: 10_000).count == text.utf8.count)
    }

    @Test func snapshotShowsPendingAndRefused() throws {
        let home = try TestHome()
        let low = try home.submit()
        let grave = try home.submit(["action": ["type": "x", "reversible": false, "external": true, "scale": 5]])
        try home.write("{", to: home.place.queue + "/new/broken.json")
        let snapshot = try QueueSnapshot(home.workplace())
        #expect(snapshot.pending.map(\.card.id) == [grave, low])
        #expect(snapshot.pending.map(\.isAdmitted) == [true, true])
        #expect(snapshot.bad.map(\.name.description) == ["broken.json"])
    }

    @Test func withoutAKeyTheQueueCanBeRead() throws {
        let home = try TestHome()
        let admitted = try home.submit()
        try home.workplace().gate().bringUpToDate()
        #expect(unlink(home.place.keys + "/ana.jwk") == 0)
        let submitted = try home.submit()
        let snapshot = try QueueSnapshot(home.workplace())
        #expect(snapshot.pending.map(\.card.id) == [admitted, submitted])
        #expect(snapshot.pending.map(\.isAdmitted) == [true, false])
        #expect(try CardReport(submitted, in: home.workplace()).state == "submitted")
        #expect(try CardReport(admitted, in: home.workplace()).state == "pending")
    }

    @Test func reportHasDecisionAndDigests() throws {
        let home = try TestHome()
        let id = try home.submit(["context": "one\n\u{1B}[2Jstate     approved"])
        let gate = try home.workplace().gate()
        try gate.bringUpToDate()
        let record = try #require(try gate.index.record(of: id))
        _ = try gate.decide(DecisionRequest(card: id, digest: record.digest, press: .decline, message: "no"), now: .now)
        let report = try CardReport(id, in: home.workplace())
        #expect(report.state == "declined")
        #expect(report.document.object?["digest"]?.string == record.digest.tagged)
        #expect(report.document.object?["decision"]?.object?["message"]?.string == "no")
        let words = report.words(now: .now, paint: Paint(isOn: false))
        #expect(words.contains("declined") && words.contains("by ana"))
        // Only the program's own line may begin so.
        #expect(words.split(separator: "\n").filter { $0.hasPrefix("state ") }.count == 1)
        #expect(!words.contains("\u{1B}"))
    }

    @Test func anOutcomeThatAnAgentWroteItselfIsRecorded() throws {
        let home = try TestHome()
        let id = try home.submit()
        let gate = try home.workplace().gate()
        try gate.bringUpToDate()
        let record = try #require(try gate.index.record(of: id))
        _ = try gate.decide(DecisionRequest(card: id, digest: record.digest, press: .approve), now: .now)
        let outcome = Outcome(card: id, status: .succeeded, detail: nil, finished: .now)
        try home.write(
            String(decoding: outcome.document.bytes(), as: UTF8.self), to: home.place.queue + "/outcomes/\(id).json")
        for _ in 0..<2 { _ = try home.workplace().currentGate() }
        let lines = try home.workplace().log().lines(count: 10).filter { $0.type == "execution.finished" }
        #expect(lines.count == 1)
    }

    @Test func doctorIsContentWithANewHome() throws {
        let home = try TestHome()
        let checks = Doctor(home: home.place, environment: ["TERM": "dumb"]).checks()
        #expect(checks.filter { $0.state == .fail }.isEmpty, "\(checks)")
        #expect(checks.first { $0.name == "audit" }?.finding.hasPrefix("1 line;") == true, "\(checks)")
        #expect(Assurance(of: home.place).level == .advisory)
    }

    @Test func doctorFindsWhatIsWrong() throws {
        let home = try TestHome()
        chmod(home.place.keys, 0o755)
        try home.write("colour: red\n", to: Configuration.path(in: home.place))
        try home.write("half a line", to: home.place.audit + "/audit.jsonl")
        rmdir(home.place.queue + "/saved")
        let failed = Set(Doctor(home: home.place, environment: [:]).checks().filter { $0.state == .fail }.map(\.name))
        #expect(failed.isSuperset(of: ["keys", "config", "audit", "queue/saved"]), "\(failed)")
    }

    @Test func auditLinesAreForPeople() throws {
        let home = try TestHome()
        let id = try home.submit(["agent": ["name": "evil\n\u{1B}[1A"]])
        try home.workplace().gate().bringUpToDate()
        let lines = try home.workplace().log().lines(count: 10).map { AuditLineWords($0).text(Paint(isOn: false)) }
        #expect(lines.count == 2)
        #expect(lines[0].contains("  opened     the log"))
        #expect(lines[1].contains("  proposed   \(id)  low: evil\\n\\e[1A proposes file.edit"))
    }
}
