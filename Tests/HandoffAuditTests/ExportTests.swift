import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

@Suite struct OmittedRunsTests {
    /// What VERIFY.md tells: a stack of subtrees.
    private struct Stack {
        var entries: [(size: Int, hash: Hash256)] = []

        mutating func push(_ size: Int, _ hash: Hash256) {
            var (size, hash) = (size, hash)
            while let left = entries.last, left.size == size {
                entries.removeLast()
                (size, hash) = (2 * size, .node(left.hash, hash))
            }
            entries.append((size, hash))
        }

        var root: Hash256 {
            guard var root = entries.last?.hash else { return .emptyTree }
            for entry in entries.dropLast().reversed() { root = .node(entry.hash, root) }
            return root
        }
    }

    @Test(arguments: 0..<40)
    func theRootCanStillBeComputed(lines: Int) {
        let leaves = (0..<lines).map { Hash256(of: [UInt8($0)]) }
        for every in [1, 2, 3, 7, 100] {
            for cut in [0, 1, lines / 2, lines] {
                var tree = MerkleFrontier()
                var omitted = OmittedRuns()
                var stack = Stack()
                var rootAtCut: Hash256?
                var records = 0
                func flush() {
                    for run in omitted.take() {
                        #expect(run.count.nonzeroBitCount == 1 && run.sequence.isMultiple(of: run.count))
                        stack.push(run.count, run.hash)
                        records += 1
                    }
                }
                for (sequence, leaf) in leaves.enumerated() {
                    if sequence == cut {
                        flush()
                        rootAtCut = stack.root
                        #expect(rootAtCut == tree.root, "at \(cut) of \(lines)")
                    }
                    tree.append(leaf)
                    if sequence % every == 0 {
                        flush()
                        stack.push(1, leaf)
                    } else {
                        omitted.omit(sequence, leaf: leaf)
                    }
                }
                flush()
                #expect(stack.root == tree.root, "\(lines) lines, every \(every) is shown")
                #expect(records <= lines)
            }
        }
    }

    @Test func manyLinesAreFewHashes() {
        var omitted = OmittedRuns()
        for sequence in 1..<100_000 { omitted.omit(sequence, leaf: .zero) }
        let runs = omitted.take()
        #expect(runs.count <= 34)
        #expect(runs.reduce(0) { $0 + $1.count } == 99_999)
    }
}

@Suite struct LineSelectionTests {
    @Test func knowsLinesByWhereTheyBegin() {
        var selection = LineSelection(bytes: 100_000)
        // No line is shorter than these are apart.
        let starts = Array(stride(from: 0, to: 100_000, by: 139))
        for start in starts where start % 2 == 0 { selection.insert(start) }
        for start in starts { #expect(selection.contains(start) == (start % 2 == 0)) }
        selection.insert(200_000)
        #expect(!selection.contains(200_000))
    }

    @Test func noLineIsShorterThanTwoStretchesShare() throws {
        let log = try TestDisk.memory().log()
        try log.append([.other(type: "x", body: JSONObject())])
        #expect(try log.allLines()[0].length + 1 > 128)
    }
}

@Suite struct RedactionTests {
    private func line(_ fact: AuditFact) throws -> AuditLine {
        let log = try TestDisk.memory().log()
        try log.append([fact])
        return try log.allLines()[0]
    }

    private static let document: JSONValue = [
        "handoff": 1, "agent": ["name": "mailer"], "context": "Secret context.", "proposal": "p",
        "action": [
            "type": "email.send", "target": "secret@x.example", "arguments": ["body": "secret", "n": 1],
            "value": ["amount": "1200.00", "currency": "EUR"],
        ],
        "account": "Northwind", "buttons": [["id": "yes", "label": "Send it to Lena", "does": "approve"]],
        "question": [
            "text": "?",
            "options": [["id": "a", "label": "A"], ["id": "b", "label": "B", "arguments": ["body": "secret"]]],
        ],
        "scope": ["boundary": "b", "in_scope": ["proposal": "p", "arguments": ["body": "secret"]]],
    ]

    private func applied(_ pointers: [String], to fact: AuditFact) throws -> (text: String, places: [String])? {
        try Redaction(parsing: pointers).applied(to: line(fact)).map {
            (String(decoding: $0.line.bytes(), as: UTF8.self), $0.places.map(\.description))
        }
    }

    @Test func argumentsAreTakenOutWhereverACardHasThem() throws {
        let found = try #require(try applied(["/arguments/body"], to: proposed("a", document: Self.document)))
        #expect(!found.text.contains("\"secret\""))
        #expect(
            found.places == [
                "/body/document/action/arguments/body", "/body/document/scope/in_scope/arguments/body",
                "/body/document/question/options/1/arguments/body", "/body/because/0",
            ])
        #expect(found.text.contains(Hash256(of: Self.document.canonicalBytes()).tagged), "the digest stays")
        #expect(found.text.contains("\"n\":1"))
    }

    @Test func whatThePolicySaysOfThemGoesWithThem() throws {
        guard case .proposed(var fact) = try proposed("a", document: Self.document) else { return #expect(Bool(false)) }
        fact.assessment.consequence = "Sends “secret” to secret@x.example."
        fact.assessment.because = ["rule r: the argument is \"secret\""]
        for pointer in ["/arguments/body", "/target"] {
            let found = try #require(try applied([pointer], to: .proposed(fact)))
            #expect(!found.text.contains("“secret”") && !found.text.contains("the argument is"))
        }
        #expect(try #require(try applied(["/context"], to: .proposed(fact))).text.contains("“secret”"))
    }

    @Test func theRestOfTheLineStaysAsItWas() throws {
        let whole = try line(proposed("a", document: Self.document))
        let found = try #require(try Redaction(parsing: ["/context"]).applied(to: whole))
        let restored = try #require(found.line.replacing(found.places[0], with: "Secret context."))
        #expect(restored.bytes() == whole.bytes)
    }

    @Test func decisionsAndReportsAreRedactedToo() throws {
        let decided = AuditFact.decided(
            .init(
                card: try cardID("a"), decision: .approved, basis: .operator, button: nil, operator: "ana",
                digest: Hash256(of: []), action: Hash256(of: []), policy: Hash256(of: []),
                arguments: ["body": "secret"],
                edited: true, message: "secret", token: "t", shown: nil, looked: nil))
        let found = try #require(try applied(["/arguments/body", "/message"], to: decided))
        #expect(!found.text.contains("secret"))
        #expect(found.places == ["/body/arguments/body", "/body/message"])
        let finished = AuditFact.executionFinished(
            .init(
                outcome: Outcome(card: try cardID("a"), status: .failed, detail: "secret", finished: noon),
                reportedBy: "agent"))
        #expect(try #require(try applied(["/detail"], to: finished)).text.contains("[redacted]"))
        #expect(try applied(["/arguments/body"], to: finished) == nil)
    }

    @Test func whatElseTellsOfTheMatterIsTakenOut() throws {
        let pointers = ["/value", "/buttons/0/label", "/account"]
        let found = try #require(try applied(pointers, to: proposed("a", document: Self.document)))
        #expect(
            found.places == [
                "/body/document/action/value", "/body/because/0", "/body/document/buttons/0/label",
                "/body/document/account",
            ])
        for word in ["1200.00", "Lena", "Northwind"] { #expect(!found.text.contains(word)) }
        let refused = AuditFact.refused(.init(card: nil, name: "secret.json", reason: "secret is no member"))
        #expect(try applied(["/name", "/reason"], to: refused)?.text.contains("secret") == false)
    }

    @Test func whatALineHasNotIsMissing() throws {
        let pointers = ["/arguments", "/arguments/body", "/arguments/bdy", "/arguments/", "/message", "/context"]
        let redaction = try Redaction(parsing: pointers)
        let missing = try redaction.missing(redaction.pointers, in: line(proposed("a", document: Self.document)))
        #expect(missing.map(\.description) == ["/arguments/bdy", "/arguments/", "/message"])
    }

    @Test(arguments: ["", "arguments", "/digest", "/card", "/token", "/decision", "/action", "/operator", "/~"])
    func whatTheEvidenceHangsOnStays(pointer: String) {
        #expect(throws: RedactionError.self) { _ = try Redaction(parsing: [pointer]) }
    }

    @Test func oneWithinAnotherIsNoFault() throws {
        let found = try #require(
            try applied(["/arguments", "/arguments/body"], to: proposed("a", document: Self.document)))
        #expect(!found.text.contains("\"secret\""))
    }
}

@Suite struct CaseTableTests {
    @Test(
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"),
            ("+49", "'+49"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
            ("=A,\"x\"", "\"'=A,\"\"x\"\"\""),
            ("＝1+1", "'＝1+1"), ("＋49", "'＋49"), ("－1", "'－1"), ("＠SUM(A1)", "'＠SUM(A1)"), ("a;=1", "\"a;=1\""),
            ("", ""), ("é", "é"),
        ])
    func fieldsAreQuotedAndNoFormulas(text: String, field: String) {
        #expect(CaseTable.field(text) == field)
    }

    @Test func everyRowHasAsManyFieldsAsTheHead() throws {
        let head = CaseTable.head.split(separator: ",").count
        let row = CaseTable.row(try auditCase(target: "lena").decided(.approved).reported(.succeeded, binding: 2))
        #expect(row.split(separator: ",", omittingEmptySubsequences: false).count == head)
        #expect(row.hasSuffix(",true\r\n"), "it differs")
        let redacted = try Redaction(parsing: ["/target", "/account"]).applied(to: auditCase(target: "lena"))
        #expect(CaseTable.row(redacted).contains("card-1,[redacted],mailer,email.send,[redacted],"))
    }
}

@Suite struct EventTests {
    private static func lines() throws -> [AuditLine] {
        let log = try TestDisk.memory().log()
        try SampleHistory(cases: 60, days: 3, seed: 4).write(to: log)
        try log.append([
            .refused(.init(card: nil, name: "x", reason: "r")),
            .executionStarted(.init(card: try cardID("card-1"), action: .zero, decision: 1, by: "run")),
            .executionUnknown(.init(card: try cardID("card-1"), asked: try cardID("card-2"))),
            .logOpened(.init(gate: "k", version: "0")),
            .authorizationChanged(
                .init(
                    authorization: AuthorizationID(number: 1), kind: .revoked, operator: "ana", because: nil, token: "t"
                )),
        ])
        return try log.allLines()
    }

    /// The required members of the class in OCSF 1.3.0, and what the numbers must be to each other.
    @Test func everyLineIsAnAPIActivity() throws {
        var fold = CaseFold()
        for line in try Self.lines() {
            fold.take(try line.fact, at: line.time, span: LineSpan(offset: line.offset, length: line.length))
            let found = try line.fact.card.flatMap { fold.find($0) }
            let event = try OCSFEvent(line, body: .object(line.body), found: found, origin: "handoff/0").document(
                version: "0")
            let members = try #require(event.object)
            for name in [
                "activity_id", "actor", "api", "category_uid", "class_uid", "metadata", "severity_id", "src_endpoint",
                "time",
                "type_uid",
            ] {
                #expect(members[name] != nil, "\(line.type) has no \(name)")
            }
            #expect(members["class_uid"]?.integer == 6003 && members["category_uid"]?.integer == 6)
            let activity = try #require(members["activity_id"]?.integer)
            #expect([1, 2, 3, 4, 99].contains(activity))
            #expect(members["type_uid"]?.integer == 600_300 + activity)
            #expect((0...6).contains(try #require(members["severity_id"]?.integer)))
            #expect([0, 1, 2, 99].contains(try #require(members["status_id"]?.integer)))
            #expect(event[JSONPointer(tokens: ["api", "operation"])]?.string == line.type)
            #expect(event[JSONPointer(tokens: ["metadata", "version"])]?.string == "1.3.0")
            #expect(event[JSONPointer(tokens: ["actor", "app_name"])]?.string?.isEmpty == false)
            #expect(members["time"]?.integer == Int(line.time.milliseconds))
        }
    }

    @Test func everyLineIsACloudEvent() throws {
        var ids: Set<String> = []
        for line in try Self.lines() {
            let event = try CloudEvent.document(line, body: .object(line.body), origin: "handoff/0123456789abcdef")
            let members = try #require(event.object)
            #expect(members["specversion"]?.string == "1.0")
            #expect(members["source"]?.string == "urn:handoff:log:0123456789abcdef")
            #expect(members["type"]?.string == "dev.handoff." + line.type)
            #expect(ids.insert(try #require(members["id"]?.string)).inserted)
            #expect(members["data"] == .object(try line.body))
            #expect(Timestamp(try #require(members["time"]?.string)) == line.time)
            // Names of context attributes: small letters and digits.
            for member in members.members {
                #expect(member.name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) })
            }
        }
    }
}
