import Glibc
import Synchronization

/// Looks again and again, on a thread of its own, whether something is at a path.
final class PlaceWatcher: Sendable {
    private let path: String
    private let state = Mutex((isOver: false, hasEnded: false, misses: 0))

    init(_ path: String) {
        self.path = path
        let context = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<PlaceWatcher>.fromOpaque(context).takeRetainedValue().watch() }
                return nil
            }, context.toOpaque())
        if code == 0 { pthread_detach(thread) } else { context.release() }
    }

    private func watch() {
        while !state.withLock({ $0.isOver }) {
            if access(path, F_OK) != 0 { state.withLock { $0.misses += 1 } }
        }
        state.withLock { $0.hasEnded = true }
    }

    /// Ends it and says how often nothing was there.
    func misses() -> Int {
        state.withLock { $0.isOver = true }
        while !state.withLock({ $0.hasEnded }) { sched_yield() }
        return state.withLock { $0.misses }
    }
}
