import Glibc
import Synchronization
import TestSupport

/// Runs `body` on so many threads, which begin together, and returns what each made.
func onThreads<R: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) throws -> R) throws -> [R] {
    let start = StartingLine(count)
    var threads: [BackgroundThread<R>] = []
    let made = Result {
        for number in 0..<count {
            threads.append(
                try BackgroundThread {
                    try start.wait()
                    return try body(number)
                })
        }
    }
    if case .failure = made { start.callOff() }
    let results = threads.map { thread in Result { try thread.join() } }
    try made.get()
    return try results.map { try $0.get() }
}

private final class StartingLine: Sendable {
    private let missing: Atomic<Int>
    private let isCalledOff = Atomic(false)

    init(_ count: Int) { missing = Atomic(count) }

    /// Until all are there.
    func wait() throws {
        missing.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        while missing.load(ordering: .sequentiallyConsistent) > 0 {
            if isCalledOff.load(ordering: .sequentiallyConsistent) { throw CancellationError() }
            sched_yield()
        }
    }

    /// Lets those go who wait for others that do not come.
    func callOff() { isCalledOff.store(true, ordering: .sequentiallyConsistent) }
}
