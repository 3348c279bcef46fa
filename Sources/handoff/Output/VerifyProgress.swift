import Glibc
import Synchronization

/// Says on a terminal how far checking a long log is, how fast, and how long it will take. Told by several threads.
final class VerifyProgress: Sendable {
    private let isShown = Output.isTerminal(STDERR_FILENO)
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    private struct State {
        var next = ContinuousClock.now + .milliseconds(300)
        var isTold = false
    }

    @Sendable func reached(_ done: Int, of total: Int) {
        guard isShown else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            guard now >= state.next, done > 0 else { return }
            let seconds = (now - start) / .seconds(1)
            let rest = Int((seconds * Double(total - done) / Double(done)).rounded(.up))
            let speed = Int(Double(done) / seconds)
            Output.tell(
                "\r\u{1B}[KChecking … \(done * 100 / max(1, total))% of \(Figures.bytes(total)), "
                    + "\(Figures.bytes(speed))/s, \(rest) s left")
            state.next = now + .milliseconds(200)
            state.isTold = true
        }
    }

    func end() {
        if state.withLock({ $0.isTold }) { Output.tell("\r\u{1B}[K") }
    }
}
