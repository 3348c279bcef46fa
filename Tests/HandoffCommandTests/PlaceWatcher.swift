import Glibc
import Synchronization
import TestSupport

/// Looks again and again, on a thread of its own, whether something is at a path.
final class PlaceWatcher {
    private let thread: BackgroundThread<Int>
    private let end = End()

    private final class End: Sendable {
        let isReached = Atomic(false)
    }

    init(_ path: String) throws {
        thread = try BackgroundThread { [end] in
            var misses = 0
            repeat {
                if access(path, F_OK) != 0 { misses += 1 }
            } while !end.isReached.load(ordering: .relaxed)
            return misses
        }
    }

    /// Ends it and says how often nothing was there.
    func misses() throws -> Int {
        end.isReached.store(true, ordering: .relaxed)
        return try thread.join()
    }
}
