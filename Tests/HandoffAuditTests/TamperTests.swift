import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

/// Someone changes the file: the first line that does not stand as it should is named.
@Suite struct TamperTests {
    private let disk: TestDisk
    private let bytes: [UInt8]
    private let lines: [[UInt8]]
    private let end: LogPosition

    init() throws {
        disk = TestDisk.memory()
        let log = try disk.log()
        try log.append(Self.facts)
        bytes = try disk.bytes()
        lines = bytes.lines
        end = try log.end()
    }

    private static let facts = (0..<4).map { AuditFact.other(type: "x", body: ["n": .number(Double($0))]) }

    private func verify(_ bytes: [UInt8], knowing known: LogPosition?) throws -> VerificationReport {
        try disk.overwrite(bytes)
        return try disk.log().verify(knowing: known)
    }

    private func line(at place: Int) -> Int {
        var end = 0
        return lines.firstIndex { line in
            end += line.count
            return place < end
        } ?? lines.count
    }

    @Test func theWholeLogIsGood() throws {
        let report = VerificationReport(lines: 4, end: end, broken: nil, tornBytes: 0)
        #expect(try verify(bytes, knowing: end) == report)
        #expect(try verify(bytes, knowing: .start) == report)
    }

    /// Every flip is found against a position remembered elsewhere; without one, every flip but in the last line. What
    /// is named is the changed line or the one after it, whose pointer shows it.
    @Test(arguments: 0..<8) func everyBitFlipIsFound(bit: Int) throws {
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1 << UInt8(bit)
            let line = line(at: place)
            let broken = try verify(changed, knowing: end).broken
            let named = try #require(broken?.sequence, "bit \(bit) of byte \(place)")
            #expect(named == line || named == line + 1, "bit \(bit) of byte \(place)")
            if line + 1 < lines.count { #expect(try verify(changed, knowing: nil).broken == broken) }
        }
    }

    @Test func everyDeletedLineIsFound() throws {
        for place in lines.indices {
            var changed = lines
            changed.remove(at: place)
            #expect(try verify(Array(changed.joined()), knowing: end).broken?.sequence == place)
        }
    }

    @Test func everySwapIsFound() throws {
        for place in lines.indices.dropLast() {
            var changed = lines
            changed.swapAt(place, place + 1)
            for known in [nil, end] {
                let broken = try verify(Array(changed.joined()), knowing: known).broken
                #expect(broken?.sequence == place)
                #expect(broken?.problem == .sequence(stated: place + 1))
            }
        }
    }

    @Test func everyInsertionIsFound() throws {
        for place in lines.indices {
            for copied in lines.indices {
                var changed = lines
                changed.insert(lines[copied], at: place)
                let broken = try verify(Array(changed.joined()), knowing: end).broken
                #expect(broken?.sequence == (copied == place ? place + 1 : place))
            }
        }
    }

    @Test func everyTruncationIsFoundAgainstWhatIsRemembered() throws {
        for size in bytes.indices {
            let report = try verify(Array(bytes[..<size]), knowing: end)
            let good = lines.indices.filter { lines[...$0].joined().count <= size }.count
            #expect(report.lines == good)
            #expect(report.broken?.problem == .missing)
            #expect(report.broken?.sequence == good)
        }
    }

    /// A line that is replaced by another, with all after it sealed anew: a good chain, but not the one that was
    /// remembered.
    @Test func aLogThatWasSealedAnewIsFoundAgainstWhatIsRemembered() throws {
        let forged = TestDisk.memory()
        try forged.log().append([Self.facts[0], Self.facts[2]] + Self.facts[2...])
        let bytes = try forged.bytes()
        #expect(try verify(bytes, knowing: nil).broken == nil)
        let broken = try #require(try verify(bytes, knowing: end).broken)
        #expect(broken.sequence == 3)
        guard case .differs(let remembered, _) = broken.problem else {
            Issue.record("\(broken)")
            return
        }
        #expect(remembered == end.leaf)
    }

    @Test func anotherCardUnderTheSameDigestIsFound() throws {
        let log = try TestDisk.memory().log()
        var fact = try proposed("a")
        if case .proposed(var proposed) = fact {
            proposed.document = ["a": 2]
            fact = .proposed(proposed)
        }
        try log.append([fact, try skipped(1)])
        let broken = try log.verify().broken
        #expect(broken?.sequence == 0)
        guard case .digest? = broken?.problem else {
            Issue.record("\(String(describing: broken))")
            return
        }
    }

    /// Of whatever kind the two endings are; endings of different cards, and what else is said of one, are good.
    @Test(arguments: 0..<3, 0..<3) func aCardThatEndsTwiceIsFound(first: Int, second: Int) throws {
        let log = try TestDisk.memory().log()
        let endings = { (name: String) in
            let id = try cardID(name)
            let decided = AuditFact.Decided(
                card: id, decision: .declined, basis: .operator, button: nil, operator: "ana", digest: .zero,
                action: .zero, policy: .zero, arguments: nil, edited: false, message: nil, token: "t", shown: nil,
                looked: nil)
            return [
                AuditFact.decided(decided), .expired(.init(card: id, token: "t")),
                .withdrawn(.init(card: id, token: "t")),
            ]
        }
        let card = try cardID("a")
        try log.append([
            try proposed("a"), .skipped(.init(card: card, operator: "ana")), try endings("a")[first],
            .executionUnknown(.init(card: card, asked: card)), .refused(.init(card: card, reason: "r")),
            try endings("b")[second],
        ])
        #expect(try log.check() == 6)
        try log.append([try endings("a")[second], try skipped(1)])
        let report = try log.verify()
        #expect(report.lines == 6)
        let broken = try #require(report.broken)
        #expect(broken.problem == .ended(card: card, sequence: 2))
        #expect(
            broken.description == "Line 6 of the audit log, from byte \(report.end.offset), is broken: "
                + "it ends the card a a second time, and line 2 had ended it.")
    }

    @Test func wordsNameTheLineAndWhy() throws {
        var changed = lines
        changed.remove(at: 1)
        let broken = try #require(try verify(Array(changed.joined()), knowing: nil).broken)
        #expect(
            broken.description == "Line 1 of the audit log, from byte \(lines[0].count), is broken: "
                + "it says that its sequence number is 2.")
    }
}
