import Glibc
import Synchronization

/// A thread for a call that blocks.
final class Worker<Value: Sendable>: Sendable {
    private let thread: pthread_t
    private let outcome: Outcome

    private final class Outcome: Sendable {
        let value = Mutex<Result<Value, any Error>?>(nil)
    }

    init(_ work: @escaping @Sendable () throws -> Value) throws {
        let outcome = Outcome()
        thread = try startThread {
            let result = Result(catching: work)
            outcome.value.withLock { $0 = result }
        }
        self.outcome = outcome
    }

    /// Waits for the end; only once.
    func join() throws -> Value {
        pthread_join(thread, nil)
        guard let result = outcome.value.withLock({ $0 }) else { throw BenchError.broken("a thread that left nothing") }
        return try result.get()
    }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Starts a thread that nobody waits for, or that `pthread_join` waits for.
@discardableResult
func startThread(_ run: @escaping @Sendable () -> Void) throws -> pthread_t {
    var thread = pthread_t()
    let code = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }, Unmanaged.passRetained(Job(run)).toOpaque())
    if code != 0 { throw BenchError.call("start a thread", code: code) }
    return thread
}
