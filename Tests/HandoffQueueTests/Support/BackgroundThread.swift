import Glibc
import Synchronization

/// A thread for calls that block: the threads that run tests are few.
final class BackgroundThread<Value: Sendable>: Sendable {
    let id: pthread_t
    private let outcome: Outcome

    private final class Outcome: Sendable {
        let value = Mutex<Result<Value, any Error>?>(nil)
    }

    init(_ work: @escaping @Sendable () throws -> Value) {
        let outcome = Outcome()
        let job = Job {
            let result = Result(catching: work)
            outcome.value.withLock { $0 = result }
        }
        var id = pthread_t()
        let code = pthread_create(
            &id, nil,
            { argument in
                if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, Unmanaged.passRetained(job).toOpaque())
        precondition(code == 0, "pthread_create: \(code)")
        self.id = id
        self.outcome = outcome
    }

    /// Waits for the end; only once.
    func join() throws -> Value {
        pthread_join(id, nil)
        guard let result = outcome.value.withLock({ $0 }) else { preconditionFailure("it ended without a result") }
        return try result.get()
    }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
