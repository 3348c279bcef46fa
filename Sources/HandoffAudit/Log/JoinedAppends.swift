import Glibc
import HandoffCards
import Synchronization

/// Lets callers that come while another one writes share the next write and sync.
///
/// The first in line leads: it takes those behind it along, and wakes the first of those that came meanwhile to lead the
/// next group. Nobody waits for others to come.
final class JoinedAppends: Sendable {
    /// What one caller wants appended.
    final class Request: Sendable {
        let facts: [AuditFact]
        let time: Timestamp
        private let state = Mutex<Result<[AppendedLine], any Error>?>(nil)
        private let signal = Signal()

        init(_ facts: [AuditFact], at time: Timestamp) {
            self.facts = facts
            self.time = time
        }

        /// Nil for whoever was woken to lead.
        fileprivate func wait() -> Result<[AppendedLine], any Error>? {
            signal.wait()
            return state.withLock { $0 }
        }

        fileprivate func wake(_ result: Result<[AppendedLine], any Error>?) {
            state.withLock { $0 = result }
            signal.post()
        }
    }

    struct Line: Sendable {
        var waiting: [Request] = []
        var hasLeader = false
    }

    /// In callers: one group must not keep the lock for ever.
    static let most = 64

    /// Tests look at it to know who stands there.
    let line = Mutex(Line())

    /// - Parameter write: appends what a group wants, and says for each what became of it.
    func append(
        _ request: Request, _ write: ([Request]) -> [Result<[AppendedLine], any Error>]
    ) throws -> [AppendedLine] {
        let leads = line.withLock { line in
            line.waiting.append(request)
            defer { line.hasLeader = true }
            return !line.hasLeader
        }
        if !leads, let result = request.wait() { return try result.get() }
        // Whoever leads is the first in line, and so in its group.
        let group = line.withLock { line in
            defer { line.waiting.removeFirst(min(Self.most, line.waiting.count)) }
            return Array(line.waiting.prefix(Self.most))
        }
        let results = write(group)
        let next = line.withLock { line in
            line.hasLeader = !line.waiting.isEmpty
            return line.waiting.first
        }
        next?.wake(nil)
        for (member, result) in zip(group, results).dropFirst() { member.wake(result) }
        return try results.first?.get() ?? []
    }
}

/// A semaphore for two threads.
private final class Signal: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func wait() { while sem_wait(semaphore) != 0, errno == EINTR {} }

    func post() { sem_post(semaphore) }
}
