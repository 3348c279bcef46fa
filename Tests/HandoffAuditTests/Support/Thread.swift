import Glibc
import Synchronization
import Testing

/// A thread of its own, for calls that block.
final class Thread: Sendable {
    private let thread: pthread_t
    private let work: Work

    private final class Work: Sendable {
        let body: @Sendable () throws -> Void
        let error = Mutex<(any Error)?>(nil)

        init(_ body: @escaping @Sendable () throws -> Void) { self.body = body }
    }

    init(_ body: @escaping @Sendable () throws -> Void) throws {
        var thread = pthread_t()
        work = Work(body)
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                do { try work.body() } catch { work.error.withLock { $0 = error } }
                return nil
            }, Unmanaged.passRetained(work).toOpaque())
        try #require(code == 0)
        self.thread = thread
    }

    /// Waits for its end; throws what its body threw.
    func join() throws {
        #expect(pthread_join(thread, nil) == 0)
        if let error = work.error.withLock({ $0 }) { throw error }
    }
}

/// Names in the order in which threads said them.
final class Order: Sendable {
    private let list = Mutex<[String]>([])

    func add(_ name: String) { list.withLock { $0.append(name) } }

    var names: [String] { list.withLock { $0 } }
}
