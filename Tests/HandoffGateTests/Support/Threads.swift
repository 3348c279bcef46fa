import Glibc
import Synchronization
import Testing

/// Runs `body` on so many threads, which begin together, and returns what each made.
func onThreads<R: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) throws -> R) throws -> [R] {
    let crowd = Crowd(count, body)
    var threads: [pthread_t] = []
    for _ in 0..<count {
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Runner>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, Unmanaged.passRetained(Runner(crowd.next)).toOpaque())
        try #require(code == 0)
        threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
    return try crowd.results.withLock { $0 }.map { try $0.get() }
}

private final class Runner: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private final class Crowd<R: Sendable>: Sendable {
    let results = Mutex<[Result<R, any Error>]>([])
    private let waiting: Atomic<Int>
    private let number = Atomic(0)
    private let body: @Sendable (Int) throws -> R

    init(_ count: Int, _ body: @escaping @Sendable (Int) throws -> R) {
        waiting = Atomic(count)
        self.body = body
    }

    @Sendable func next() {
        let mine = number.wrappingAdd(1, ordering: .relaxed).oldValue
        waiting.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        while waiting.load(ordering: .sequentiallyConsistent) > 0 { sched_yield() }
        let result = Result { try body(mine) }
        results.withLock { $0.append(result) }
    }
}
