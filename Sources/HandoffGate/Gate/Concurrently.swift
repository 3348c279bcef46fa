import Dispatch
import Synchronization

/// Runs both at once, on this thread and another, and returns when both are done.
func concurrently<A: Sendable, B: Sendable>(
    _ first: @Sendable () throws -> A, _ second: @Sendable () throws -> B
) -> (Result<A, any Error>, Result<B, any Error>) {
    let results = Mutex<(first: Result<A, any Error>?, second: Result<B, any Error>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { part in
        if part == 0 {
            let result = Result { try first() }
            results.withLock { $0.first = result }
        } else {
            let result = Result { try second() }
            results.withLock { $0.second = result }
        }
    }
    let (first, second) = results.withLock { $0 }
    guard let first, let second else { preconditionFailure("concurrentPerform returns when all parts are done") }
    return (first, second)
}
