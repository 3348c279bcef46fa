import HandoffAudit
import HandoffCards
import Synchronization

/// The logs that this process may have written to.
enum OpenLogs {
    private static let logs = Mutex<[AuditLog]>([])

    static func add(_ log: AuditLog) { logs.withLock { $0.append(log) } }

    /// For the end of the process: signs what was appended and not signed yet, so that the last lines, too, are covered
    /// by a checkpoint. What fails is for the next process.
    static func sign() {
        for log in logs.withLock({ $0 }) { try? log.checkpointNow(at: .now) }
    }
}
