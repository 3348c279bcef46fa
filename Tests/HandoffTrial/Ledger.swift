import HandoffAudit
import HandoffCards

/// What the log says of its writers, read on from where it was read before; the chain is checked on the way.
struct Ledger {
    private let folder: String
    private var position = LogPosition.start
    /// By writer, how many of its facts are recorded: 0, 1, 2, … in this order.
    private(set) var recorded: [String: Int] = [:]

    init(folder: String) { self.folder = folder }

    /// Reads what is new.
    ///
    /// - Returns: what is wrong with it; nil when all is well.
    mutating func read() -> String? {
        do {
            var reader = try Writer.log(in: folder).reader(from: position)
            while let line = try reader.next() {
                position = reader.position
                guard line.type == Writer.type else { continue }
                let body = try line.body
                guard let writer = body["writer"]?.string, let number = body["number"]?.integer else {
                    return "line \(line.sequence) is no writer's"
                }
                let expected = recorded[writer, default: 0]
                if number != expected { return "line \(line.sequence): \(writer) says \(number), not \(expected)" }
                recorded[writer] = expected + 1
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What is wrong with what is recorded of a writer that has ended.
    func check(_ writer: Writer) -> String? {
        let count = recorded[writer.name, default: 0]
        if count < writer.acknowledged {
            return "\(writer.name): \(writer.acknowledged) facts acknowledged, \(count) recorded"
        }
        // What it was about to append need not be there, or not all of it.
        if count > writer.acknowledged + Writer.longestBatch {
            return "\(writer.name): \(writer.acknowledged) facts acknowledged, but \(count) recorded"
        }
        return nil
    }

    /// Lets the log be healed, as the next process that writes does, and checks all of it from its beginning.
    mutating func close() -> String? {
        do {
            let log = try Writer.log(in: folder)
            try log.transaction(now: .now) { _ = try $0.append([.other(type: "trial.closed", body: [:])], at: .now) }
            if let words = read() { return words }
            let report = try log.verify()
            if let broken = report.broken { return "line \(broken.sequence ?? -1) is broken: \(broken.problem)" }
            if report.tornBytes != 0 { return "\(report.tornBytes) torn bytes at the end" }
            if report.lines != position.sequence { return "\(report.lines) lines, not \(position.sequence)" }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
