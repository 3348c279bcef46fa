import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import StrictJSON
import Testing

@testable import handoff

@Suite struct ExportTests {
    private let home: TestHome
    private let folder: String

    init() throws {
        home = try TestHome()
        folder = home.place.root + "-export"
        for number in 0..<7 {
            let account: JSONValue = number % 3 == 0 ? "acme" : "northwind"
            try home.submit(["account": account, "context": .string("Context \(number).")])
        }
        let gate = try home.workplace().gate()
        try gate.bringUpToDate()
        for id in try gate.index.pendingIDs().prefix(3) {
            let record = try #require(try gate.index.record(of: id))
            _ = try gate.decide(.init(card: id, digest: record.digest, press: .skip), now: .now)
        }
    }

    private func exporter(_ filter: String = "", redacting pointers: [String] = []) throws -> AuditExporter {
        try AuditExporter(
            home.workplace(), filter: AuditFilter(parsing: filter, now: .now), redaction: Redaction(parsing: pointers),
            now: .now, isWholeLog: false)
    }

    private func read(_ name: String) throws -> [UInt8] { try InputFile.read(folder + "/" + name, limit: 1 << 20) }

    private func manifest() throws -> JSONObject { try #require(try JSONValue(parsing: read("manifest.json")).object) }

    /// As VERIFY.md says, with nothing of what the program computes trees with.
    private func root(ofRecords bytes: [UInt8]) throws -> (root: String, lines: Int) {
        var stack: [(size: Int, hash: [UInt8])] = []
        var lines = 0
        for line in bytes.split(separator: 0x0A) {
            var entry: (size: Int, hash: [UInt8])
            if line.starts(with: #"{"v":1,"#.utf8) {
                entry = (1, Hash256(of: [0] + line).bytes)
            } else {
                let record = try #require(try JSONValue(parsing: Array(line)).object)
                let hash = try #require(Hash256(hex: record["hash"]?.string ?? record["leaf"]?.string ?? ""))
                #expect(record["seq"]?.integer == lines)
                entry = (record["omitted"]?.integer ?? 1, hash.bytes)
            }
            lines += entry.size
            while let left = stack.last, left.size == entry.size {
                stack.removeLast()
                entry = (2 * entry.size, Hash256(of: [1] + left.hash + entry.hash).bytes)
            }
            stack.append(entry)
        }
        var root = try #require(stack.last).hash
        for left in stack.dropLast().reversed() { root = Hash256(of: [1] + left.hash + root).bytes }
        return (root.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(), lines)
    }

    /// What a crash left of a note would puzzle whoever checks the export.
    @Test func onlyWholeNotesAreExported() throws {
        let gate = try home.workplace().gate()
        try home.submit()
        try gate.bringUpToDate()
        try gate.log.checkpointNow(at: .now)
        let path = home.place.audit + "/checkpoints"
        let whole = String(decoding: try InputFile.read(path, limit: 1 << 20), as: UTF8.self)
        #expect(!whole.isEmpty)
        let torn = whole.dropLast(20)
        try home.write(whole + torn + "\n\n\n" + whole + torn, to: path)
        try exporter().writeFolder(folder, replacing: false)
        #expect(try read("audit/checkpoints") == Array((whole + whole).utf8))
    }

    @Test(arguments: [1, 20, 100]) func aCopyAfterATornNoteIsANoteOfItsOwn(missing: Int) throws {
        let gate = try home.workplace().gate()
        try home.submit()
        try gate.bringUpToDate()
        try gate.log.checkpointNow(at: .now)
        let note = try #require(try gate.log.signedNotes().last)
        let path = folder + ".copies"
        try home.write(String((note.text + "\n").dropLast(missing)), to: path)
        CheckpointCopies([.file(path)]).deliver(note)
        let copies = SignedCheckpoint.all(in: try InputFile.read(path, limit: 1 << 20))
        #expect(copies.last == note)
    }

    @Test func aPipeInTheNotesPlaceIsRefusedAndNotWaitedFor() throws {
        unlink(home.place.audit + "/checkpoints")
        mkfifo(home.place.audit + "/checkpoints", 0o600)
        #expect(throws: AuditError.self) { try exporter().writeFolder(folder, replacing: false) }
        #expect(access(folder, F_OK) != 0)
    }

    @Test func theWholeLogIsExportedByteForByte() throws {
        try exporter().writeFolder(folder, replacing: false)
        let log = try InputFile.read(home.place.audit + "/audit.jsonl", limit: 1 << 20)
        #expect(try read("audit/audit.jsonl") == log)
        let manifest = try manifest()
        let (root, lines) = try root(ofRecords: log)
        #expect(manifest["complete"]?.bool == true)
        #expect(manifest["root"]?.string == root)
        #expect(manifest["lines"]?.integer == lines)
        let file = try #require(manifest["files"]?.array?.first?.object)
        #expect(file["sha256"]?.string == Hash256(of: log).hex)
        #expect(file["bytes"]?.integer == log.count)
        #expect(manifest["keys"] == ["keys/ana.jwk"])
        _ = try JSONValue(parsing: read("keys/ana.jwk"))
        #expect(try !read("VERIFY.md").isEmpty)
    }

    @Test(
        arguments: [
            ("account:acme", []), ("account:nobody", []), ("", ["/context"]),
            ("account:acme", ["/context", "/arguments/path"]),
        ] as [(String, [String])])
    func aPartCanBeVerifiedAgainstTheSameRoot(filter: String, pointers: [String]) throws {
        try exporter(filter, redacting: pointers).writeFolder(folder, replacing: false)
        let manifest = try manifest()
        let records = try read("audit/records.jsonl")
        let (root, lines) = try root(ofRecords: records)
        let whole = try self.root(ofRecords: InputFile.read(home.place.audit + "/audit.jsonl", limit: 1 << 20))
        #expect(root == whole.root && lines == whole.lines)
        #expect(manifest["root"]?.string == root)
        #expect(manifest["complete"]?.bool == false)
        let text = String(decoding: records, as: UTF8.self)
        if filter == "account:acme" { #expect(text.contains("acme") && !text.contains("northwind")) }
        if filter == "account:nobody" { #expect(!text.contains("acme") && !text.contains("northwind")) }
        if pointers.contains("/context") { #expect(!text.contains("\"Context ") && text.contains("[redacted]")) }
    }

    @Test(arguments: ["/arguments/pth", "/arguments/", "/value", "/message"])
    func whatNoLineHasIsNotSaidToBeRedacted(pointer: String) throws {
        let exporter = try exporter(redacting: ["/context", pointer])
        let tries = [
            { try exporter.writeFolder(folder, replacing: false) },
            { try exporter.writeTable(folder, replacing: false) },
            { try exporter.writeEvents(folder, as: .ocsf, replacing: false) },
        ]
        for attempt in tries {
            let failure = #expect(throws: Failure.self) { try attempt() }
            #expect(failure?.status == .badInput)
            #expect(failure?.what.contains("at \(pointer) ") == true)
            #expect(access(folder, F_OK) != 0)
        }
    }

    @Test func whatIsRedactedStandsNowhere() throws {
        try exporter("account:acme", redacting: ["/account"]).writeFolder(folder, replacing: false)
        #expect(try manifest()["filter"] == "[redacted]")
        let exporter = try exporter("account:acme", redacting: ["/account"])
        try exporter.writeEvents(folder + ".ocsf", as: .ocsf, replacing: false)
        try exporter.writeTable(folder + ".csv", replacing: false)
        for name in ["/manifest.json", "/audit/records.jsonl", ".ocsf", ".csv"] {
            let bytes = try InputFile.read(folder + name, limit: 1 << 20)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("acme"), "\(name)")
        }
    }

    @Test func everythingAboutACaseGoesWithIt() throws {
        try exporter("account:acme").writeFolder(folder, replacing: false)
        var shown: [String: Set<String>] = [:]
        for line in try read("audit/records.jsonl").split(separator: 0x0A) where line.starts(with: #"{"v":1,"#.utf8) {
            let value = try JSONValue(parsing: Array(line))
            guard let card = value[JSONPointer(tokens: ["body", "card"])]?.string else { continue }
            shown[value.object?["type"]?.string ?? "", default: []].insert(card)
        }
        let proposed = try #require(shown["handoff.proposed"])
        #expect(proposed.count == 3)
        #expect(shown["handoff.skipped", default: []].isSubset(of: proposed))
        var reader = try home.workplace().log().reader()
        var skipped: Set<String> = []
        while let line = try reader.next() {
            if case .skipped(let fact) = try line.fact, proposed.contains(fact.card.text) {
                skipped.insert(fact.card.text)
            }
        }
        #expect(shown["handoff.skipped", default: []] == skipped)
    }

    /// `cp keys/ana.jwk keys/trusted/me.jwk` is quickly done.
    @Test func noPrivateKeyLeaves() throws {
        let whole = try InputFile.read(home.place.keys + "/ana.jwk", limit: 4096)
        let secret = try #require(try JSONValue(parsing: whole).object?["d"]?.string)
        try home.write(String(decoding: whole, as: UTF8.self), to: home.place.keys + "/trusted/me.jwk")
        try exporter().writeFolder(folder, replacing: false)
        #expect(try manifest()["keys"] == ["keys/ana.jwk", "keys/me.jwk"])
        #expect(try read("keys/me.jwk") == read("keys/ana.jwk"))
        #expect(try !String(decoding: read("keys/me.jwk"), as: UTF8.self).contains(secret))
        let check = Doctor(home: home.place, environment: [:]).checks().first { $0.name == "keys" }
        #expect(check?.state == .fail)
        #expect(check?.finding.contains("me.jwk has a private part") == true)
    }

    @Test func nothingIsReplacedUnasked() throws {
        try exporter().writeFolder(folder, replacing: false)
        let before = try read("manifest.json")
        #expect(throws: Failure.self) { try exporter("account:acme").writeFolder(folder, replacing: false) }
        #expect(try read("manifest.json") == before)
        try exporter("account:acme").writeFolder(folder, replacing: true)
        #expect(access(folder + "/audit/audit.jsonl", F_OK) != 0, "nothing of the old one is left")
        #expect(access(folder + "/audit/records.jsonl", F_OK) == 0)
    }

    @Test func aFolderThatIsNoExportIsNeverReplaced() throws {
        mkdir(folder, 0o700)
        try home.write("mine", to: folder + "/notes")
        #expect(throws: Failure.self) { try exporter().writeFolder(folder, replacing: true) }
        #expect(try read("notes") == Array("mine".utf8))
    }

    @Test(arguments: ["{}", #"{"name": "a program", "version": 1}"#, "not JSON", "", nil])
    func aForeignManifestMarksNoExport(manifest: String?) throws {
        mkdir(folder, 0o700)
        try home.write("mine", to: folder + "/notes")
        if let manifest {
            try home.write(manifest, to: folder + "/manifest.json")
        } else {
            mkfifo(folder + "/manifest.json", 0o600)
        }
        #expect(throws: Failure.self) { try exporter().writeFolder(folder, replacing: true) }
        #expect(try read("notes") == Array("mine".utf8))
    }

    /// The place is looked at from another thread all the while.
    @Test func whileAnExportIsReplacedItsPlaceIsNeverEmpty() throws {
        try exporter().writeFolder(folder, replacing: false)
        let probe = ExportFolder.manifest
        let watcher = try PlaceWatcher(folder + "/" + probe)
        for _ in 0..<200 {
            let next = try ExportFolder(folder, replacing: true)
            try next.write(Array(#"{"handoff_export":1}"#.utf8), to: probe)
            try next.finish()
        }
        #expect(try watcher.misses() == 0)
        #expect(try read(probe) == Array(#"{"handoff_export":1}"#.utf8))
        #expect(access(folder + ".partial-\(getpid())", F_OK) != 0)
    }

    @Test func whatAKilledExportLeftIsInNobodysWay() throws {
        mkdir(folder + ".partial-\(getpid())", 0o700)
        try home.write("half", to: folder + ".partial-\(getpid())/manifest.json")
        try exporter().writeFolder(folder, replacing: false)
        #expect(access(folder + ".partial-\(getpid())", F_OK) != 0)
    }

    @Test func filesComeToBeWholeOrNotAtAll() throws {
        let path = folder + ".csv"
        try exporter().writeTable(path, replacing: false)
        let rows = try InputFile.read(path, limit: 1 << 20)
        #expect(rows.split(separator: 0x0A).count == 8)
        #expect(throws: Failure.self) { try exporter().writeTable(path, replacing: false) }
        #expect(try InputFile.read(path, limit: 1 << 20) == rows)
        try exporter("account:acme").writeTable(path, replacing: true)
        #expect(try InputFile.read(path, limit: 1 << 20).split(separator: 0x0A).count == 4)
        let leftovers = DirectoryListing.names(in: String(home.place.root.dropLast("/home".count))).filter {
            $0.contains(".partial")
        }
        #expect(leftovers.isEmpty)
    }

    @Test func aFileHasOneNameFromTheMomentItIsThere() throws {
        let path = folder + ".csv"
        try home.write("left by somebody with this number", to: path + ".partial-\(getpid())")
        let file = try OutputFile(path, replacing: false)
        try file.write("x")
        try file.finish()
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_nlink == 1)
        let late = try OutputFile(folder + ".late", replacing: false)
        try home.write("mine", to: folder + ".late")
        #expect(throws: Failure.self) { try late.finish() }
        #expect(try InputFile.read(folder + ".late", limit: 9) == Array("mine".utf8))
    }

    @Test(arguments: [ExportFormat.ocsf, .cloudevents])
    func eventsAreOneForEachLine(format: ExportFormat) throws {
        let path = folder + ".events"
        try exporter("", redacting: ["/context"]).writeEvents(path, as: format, replacing: false)
        let bytes = try InputFile.read(path, limit: 1 << 20)
        let lines = try home.workplace().log().lines(count: 1000)
        #expect(bytes.split(separator: 0x0A).count == lines.count)
        for line in bytes.split(separator: 0x0A) { _ = try JSONValue(parsing: Array(line)) }
        #expect(!String(decoding: bytes, as: UTF8.self).contains("\"Context "))
    }
}
