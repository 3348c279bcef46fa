import Glibc
import Synchronization

/// A thread of its own for calls that block: the threads that run tests are few.
package final class BackgroundThread<Value: Sendable>: Sendable {
    package let id: pthread_t
    private let outcome: Outcome

    private final class Outcome: Sendable {
        let value = Mutex<Result<Value, any Error>?>(nil)
    }

    package init(_ work: @escaping @Sendable () throws -> Value) throws {
        let outcome = Outcome()
        let job = Unmanaged.passRetained(
            Job {
                let result = Result(catching: work)
                outcome.value.withLock { $0 = result }
            })
        var id = pthread_t()
        let code = pthread_create(
            &id, nil,
            { argument in
                if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, job.toOpaque())
        if code != 0 {
            job.release()
            throw SystemError("pthread_create", code: code)
        }
        self.id = id
        self.outcome = outcome
    }

    /// Waits for the end, only once; throws what `work` threw.
    package func join() throws -> Value {
        pthread_join(id, nil)
        guard let result = outcome.value.withLock({ $0 }) else { preconditionFailure("it ended without a result") }
        return try result.get()
    }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
