import Dispatch
import Synchronization

/// Runs `first` and, for each of `parts`, `second`, on as many threads as there are processors, and returns when all is done. `first` begins
/// first; whoever is free takes the next part.
///
/// - Returns: what `first` made, and what `second` made of the parts, in their order; for each its first error.
func concurrently<A: Sendable, Part: Sendable, B: Sendable>(
    _ first: @Sendable () throws -> A, forEach parts: [Part], _ second: @Sendable (Part) throws -> B
) -> (Result<A, any Error>, Result<[B], any Error>) {
    let results = Mutex<(first: Result<A, any Error>?, second: [Result<B, any Error>?])>(
        (nil, Array(repeating: nil, count: parts.count)))
    DispatchQueue.concurrentPerform(iterations: 1 + parts.count) { iteration in
        if iteration == 0 {
            let result = Result { try first() }
            results.withLock { $0.first = result }
        } else {
            let result = Result { try second(parts[iteration - 1]) }
            results.withLock { $0.second[iteration - 1] = result }
        }
    }
    let (made, madeOfParts) = results.withLock { $0 }
    guard let made else { preconditionFailure("concurrentPerform returns when all parts are done") }
    return (made, Result { try madeOfParts.compactMap { try $0?.get() } })
}

/// Runs `body` for each of `parts`, on as many threads as there are processors.
///
/// - Returns: what it made of them, in their order.
/// - Throws: its first error in that order.
func eachConcurrently<Part: Sendable, B: Sendable>(
    _ parts: [Part], _ body: @Sendable (Part) throws -> B
) throws -> [B] {
    try concurrently({}, forEach: parts, body).1.get()
}

extension Array {
    func parts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
