import Glibc
import StrictJSON
import TestSupport
import Testing

/// Tests/verify_export.py knows nothing of handoff but the rules of VERIFY.md. (Promise 32.)
@Suite("Another language's program checks an export", .fewAtOnce)
struct ExportVerifierTests {
    private static let script = #filePath.replacing("EndToEndTests/ExportVerifierTests.swift", with: "verify_export.py")

    @Test("Whole, filtered or redacted: it computes the root that handoff does")
    func sameRoot() async throws {
        let start = ContinuousClock.now
        let home = try await signedHome()
        let state = try await home.handoff("audit", "verify", "--full", "--json").json
        let root = try #require(state["root"]?.string)
        let lines = try #require(state["lines"]?.integer)
        let exports = [
            [], ["--account", "acme"], ["--account", "nobody"],
            ["--redact", "/context", "--redact", "/proposal"],
        ]
        var missed = 0
        for (number, options) in exports.enumerated() {
            let folder = "\(home.path)/../export-\(number)"
            let made = try await Command(
                [HandoffBinary.path, "audit", "export", folder] + options, environment: home.environment
            ).result()
            #expect(made.status == 0, "\(options): \(made)")
            let result = try await verify(folder, home, "--checkpoint", "\(home.path)/kept")
            #expect(result.status == 0, "\(options): \(result)")
            #expect(result.output.hasPrefix("root \(root)\nlines \(lines): "), "\(options): \(result)")
            #expect(result.output.contains("signed lines \(lines) of \(lines)"), "\(options): \(result)")
            if !result.output.hasPrefix("root \(root)\n") { missed += 1 }
        }
        Soak.report(promise: 32, name: "exports checked by Python", runs: exports.count, lost: missed, since: start)
    }

    @Test("It finds what was changed in an export", arguments: Damage.allCases)
    func damage(_ damage: Damage) async throws {
        let home = try await signedHome()
        let folder = "\(home.path)/../export"
        let options = damage.isOfPart ? ["--account", "acme", "--redact", "/context"] : []
        let made = try await Command(
            [HandoffBinary.path, "audit", "export", folder] + options, environment: home.environment
        ).result()
        #expect(made.status == 0, "\(made)")
        #expect(try await verify(folder, home).status == 0)
        try damage.do(to: folder)
        let result = try await verify(folder, home)
        #expect(result.status == 1 && result.errors.hasPrefix("broken: "), "\(result)")
    }

    @Test("It believes no key that it was not given, and no log that falls short of a checkpoint")
    func foreign() async throws {
        let home = try await signedHome()
        let folder = "\(home.path)/../export"
        #expect(try await home.handoff("audit", "export", folder).status == 0)
        let other = try await signedHome()
        let foreign = try await python(
            [Self.script, folder, "--key", key(of: other), "--checkpoint", "\(home.path)/kept"], home)
        #expect(foreign.status == 1 && foreign.errors.contains("not signed by a key that is given"), "\(foreign)")
        try await home.submit(SampleCard.small(id: "later"), id: "later")
        #expect(try await home.handoff("list").status == 0)
        try await sign(home)
        let short = try await verify(folder, home, "--checkpoint", "\(home.path)/kept")
        #expect(short.status == 1 && short.errors.contains("lines were cut off"), "\(short)")
    }

    enum Damage: CaseIterable {
        case bit, deleted, cut, resealed, note, root, omitted, redacted

        var isOfPart: Bool { self == .omitted || self == .redacted }

        func `do`(to folder: String) throws {
            let (log, records) = (folder + "/audit/audit.jsonl", folder + "/audit/records.jsonl")
            switch self {
            case .bit:
                var bytes = try Files.read(log)
                bytes[bytes.count / 2] ^= 1
                try Files.write(bytes, to: log)
            case .deleted: try change(log) { $0.remove(at: 2) }
            case .cut: try change(log) { $0.removeLast() }
            case .resealed: try change(log) { $0[1] = $0[1].replacing("handoff.proposed", with: "handoff.imagined") }
            case .note:
                try change(folder + "/audit/checkpoints") { lines in
                    let place = lines.firstIndex { $0.hasPrefix("— ") } ?? 0
                    var text = Array(lines[place])
                    text[text.count - 10] = text[text.count - 10] == "A" ? "B" : "A"
                    lines[place] = String(text)
                }
            case .root:
                try change(folder + "/manifest.json") { lines in
                    let place = lines.firstIndex { $0.contains("\"root\"") } ?? 0
                    lines[place].replace(/[0-9a-f]{64}/) { _ in String(repeating: "0", count: 64) }
                }
            case .omitted, .redacted:
                let (kind, member) = self == .omitted ? ("{\"omitted\"", "hash") : ("{\"redacted\"", "leaf")
                try change(records) { lines in
                    let place = try #require(lines.firstIndex { $0.hasPrefix(kind) }, "nothing was \(kind)")
                    let parts = lines[place].split(separator: "\"\(member)\":\"", maxSplits: 1)
                    lines[place] =
                        parts[0] + "\"\(member)\":\"" + String(repeating: "0", count: 64) + parts[1].dropFirst(64)
                }
            }
        }

        private func change(_ path: String, _ body: (inout [String]) throws -> Void) throws {
            var lines = try Files.text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let end = lines.removeLast()
            try body(&lines)
            try Files.write(Array((lines.joined(separator: "\n") + "\n" + end).utf8), to: path)
        }
    }

    /// With cards of two accounts, some decided, and a checkpoint over all of it, of which `kept` is a copy.
    private func signedHome() async throws -> Home {
        let home = try await Home()
        for number in 0..<6 {
            let account: JSONValue = number % 2 == 0 ? "acme" : "northwind"
            try await home.submit(SampleCard.small(id: "card-\(number)", ["account": account]), id: "card-\(number)")
        }
        for number in 0..<3 { #expect(try await home.handoff("decide", "card-\(number)", "approve").status == 0) }
        try await sign(home)
        return home
    }

    /// Adds a note over the whole log, made by the home's key and by Python's means.
    private func sign(_ home: Home) async throws {
        let state = try await home.handoff("audit", "verify", "--json").json
        let origin = try #require(state["origin"]?.string)
        let lines = try #require(state["lines"]?.integer)
        let made = try await python(
            ["-c", Self.signer, "\(home.path)/keys", origin, "\(lines)", state["root"]?.string ?? ""], home)
        #expect(made.status == 0, "\(made)")
        try Files.write(Array(made.output.utf8), to: "\(home.path)/kept")
        let notes = "\(home.path)/audit/checkpoints"
        let before = access(notes, F_OK) == 0 ? try Files.read(notes) : []
        try Files.write(before + Array((made.output + "\n").utf8), to: notes)
        let verified = try await home.handoff("audit", "verify", "--since", "\(home.path)/kept", "--json")
        #expect(verified.status == 0, "\(verified)")
        #expect(try verified.json["checkpoints"]?["covered"]?.integer == lines)
    }

    private func key(of home: Home) throws -> String {
        let trusted = "\(home.path)/keys/trusted"
        return "\(trusted)/\(try #require(Files.names(in: trusted).first { $0.hasSuffix(".jwk") }))"
    }

    private func verify(_ folder: String, _ home: Home, _ more: String...) async throws -> Command.Result {
        try await python([Self.script, folder, "--key", key(of: home)] + more, home)
    }

    /// By an interpreter that has `cryptography`, in its own home or in the user's; a machine without one fails the test.
    private func python(_ words: [String], _ home: Home) async throws -> Command.Result {
        var environment = home.environment
        environment["HOME"] = getenv("HOME").map { String(cString: $0) }
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        for interpreter in ["python3", "/usr/bin/python3", "/usr/local/bin/python3"] {
            let found = try? await Command([interpreter, "-c", "import cryptography"], environment: environment)
                .result()
            guard found?.status == 0 else { continue }
            return try await Command([interpreter] + words, environment: environment).result()
        }
        throw NoPython()
    }

    private struct NoPython: Error, CustomStringConvertible {
        var description: String {
            "no python3 here has the package cryptography: install Debian's python3-cryptography (.ci/setup --tests does)"
        }
    }

    /// Takes the folder of keys, a log's name, its size and root; prints a signed note.
    private static let signer = #"""
        import base64, glob, hashlib, json, sys
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        folder, origin, size, root = sys.argv[1:]
        part = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        key = next(key for key in (json.load(open(name)) for name in glob.glob(folder + "/*.jwk")) if "d" in key)
        text = f"{origin}\n{size}\n{base64.b64encode(bytes.fromhex(root)).decode()}\n"
        signature = Ed25519PrivateKey.from_private_bytes(part(key["d"])).sign(text.encode())
        identity = hashlib.sha256(origin.encode() + b"\n\1" + part(key["x"])).digest()[:4]
        sys.stdout.write(text + f"\n\u2014 {origin} {base64.b64encode(identity + signature).decode()}\n")
        """#
}
