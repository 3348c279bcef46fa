import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON
import Testing

@testable import handoff

@Suite struct FailureTests {
    static let id = CardID.unique(now: Timestamp(milliseconds: 0))

    static let statuses: [(any Error & Sendable, ProcessStatus)] = [
        (GateError.unknownCard(id), .badInput),
        (GateError.changed(id), .notPermitted),
        (GateError.alreadyEnded(id, .approved), .notPermitted),
        (GateError.expired(id, at: Timestamp(milliseconds: 0)), .notPermitted),
        (GateError.confirmationNeeded(id, .yes), .notPermitted),
        (GateError.emptyAnswer(id), .usage),
        (GateError.decidesNothing(id), .usage),
        (GateError.press(id, .noSuchButton("go", has: ["send"])), .badInput),
        (GateError.press(id, .notEditable("/arguments/to")), .notPermitted),
        (KeyError.openToOthers(path: "keys", mode: 0o755, expected: 0o700), .notPermitted),
        (KeyError.badOperatorName("a/b"), .usage),
        (KeyError.io(path: "operator.jwk", code: ENOENT), .notPermitted),
        (HomeError.notInitialised(path: "/x"), .badInput),
        (HomeError.noPlace(variable: "HANDOFF_HOME"), .usage),
        (QueueError.alreadyExists(id), .badInput),
        (QueueError.tooLarge(size: 2, limit: 1, path: "x"), .badInput),
        (QueueError.io(operation: "write", path: "x", errno: ENOSPC), .cannotWrite),
        (QueueError.io(operation: "write", path: "x", errno: EACCES), .notPermitted),
        (AuditError.disk(DiskError(.write, "x", code: ENOSPC)), .cannotWrite),
        (AuditError.truncated(known: 2, found: 1), .badInput),
        (InputError.missing(path: "x"), .badInput),
        (ThemeNotFound(name: "x", has: [], folders: ["/y"]), .badInput),
        (OutputError.failed(code: ENOSPC), .cannotWrite),
        (OutputError.readerLeft, .readerLeft),
        (CancellationError(), .ourFault),
    ]

    @Test(arguments: statuses.indices) func hasAStatusAndWords(_ place: Int) {
        let (error, status) = Self.statuses[place]
        let failure = Failure(error)
        #expect(failure.status == status)
        #expect(!failure.what.isEmpty)
        #expect(!failure.what.hasSuffix("."), "\(failure.what)")
    }

    /// A full disk keeps an export from being written as well, which decides nothing anyway.
    @Test(arguments: [ENOSPC, EDQUOT]) func aFullDiskStopsDecisionsWhereTheLogIs(code: Int32) {
        #expect(Failure(io: "export.csv", code: code).advice == "Free some space there and try again.")
        let decision = Failure(AuditError.disk(DiskError(.write, "audit.jsonl", code: code)))
        #expect(decision.advice?.contains("nothing was decided") == true)
    }

    /// Whoever confirms must have looked: the words name the value, they do not give it away.
    @Test func doesNotGiveTheConfirmingValueAway() {
        let needed = GateError.confirmationNeeded(Self.id, .typed(value: "1200.00", what: "amount"))
        #expect(Failure(needed).text.contains("amount"))
        #expect(!Failure(needed).text.contains("1200"))
    }

    @Test func agentsCannotForgeLines() {
        let failure = Failure(.badInput, "no button \u{1B}[2Jx\nhandoff: approved", advice: "or\u{202E}else\n")
        #expect(failure.text.split(separator: "\n").count == 2)
        #expect(failure.text.unicodeScalars.allSatisfy { $0 == "\n" || (0x20..<0x7F).contains($0.value) })
    }
}
