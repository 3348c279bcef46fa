import Dispatch
import HandoffAudit
import HandoffConsole
import HandoffIndex

/// Reads older parts of the log, and records, beside the gate: that may be busy with a long queue or a missing index.
final class HistoryReader: Sendable {
    private let queue = DispatchQueue(label: "history")
    private let log: AuditLog
    private let index: CardIndex
    private let messages: Mailbox<ConsoleMessage>
    private let words: @Sendable (any Error) -> String

    init(
        log: AuditLog, index: CardIndex, messages: Mailbox<ConsoleMessage>,
        words: @escaping @Sendable (any Error) -> String
    ) {
        self.log = log
        self.index = index
        self.messages = messages
        self.words = words
    }

    func load(before: Int, count: Int) {
        answer { reader in
            let lines = try reader.log.lines(before: before, count: count)
            return .historyLoaded(lines: lines, isAtEnd: (lines.first?.sequence ?? 0) == 0, before: before)
        }
    }

    /// A quarter of the lines are those before the place.
    func jump(to place: HistoryPlace, count: Int) {
        answer { reader in
            let target = try LineFinder(log: reader.log, index: reader.index).sequence(of: place)
            let end = target + count - count / 4
            let lines = try reader.log.lines(before: end, count: count)
            let hasEnd = (lines.last?.sequence ?? 0) < end - 1
            return .historyJumped(lines, to: place, target: target, hasEnd: hasEnd)
        }
    }

    /// A line that the index cannot say more about is shown by itself.
    func load(_ query: RecordQuery) {
        answer { reader in
            let records = RecordReader(log: reader.log, index: reader.index)
            do { return .recordLoaded(try records.record(query)) } catch {
                let line = try records.record(RecordQuery(card: nil, sequence: query.sequence)).line
                reader.tell(error)
                return .recordLoaded(CaseRecord(query: query, line: line))
            }
        }
    }

    private func answer(_ read: @escaping @Sendable (HistoryReader) throws -> ConsoleMessage) {
        queue.async { do { self.messages.post(try read(self)) } catch { self.tell(error) } }
    }

    private func tell(_ error: any Error) {
        messages.post(.notice(Notice(level: .error, text: words(error))))
    }
}
