import Dispatch
import Synchronization

/// Scans the log's parts on all processors.
struct LogScan {
    private let plan: ScanPlan
    private let progress: (@Sendable (Int, Int) -> Void)?

    private struct State: Sendable {
        var chunks: [ScannedChunk?]
        var error: AuditError?
        /// The first part with a line that is not good. Those after it need not be scanned.
        var broken = Int.max
        var done = 0
    }

    init(_ plan: ScanPlan, progress: (@Sendable (Int, Int) -> Void)?) {
        self.plan = plan
        self.progress = progress
    }

    /// Of the log's parts in their order, up to the first with a line that is not good.
    func chunks() throws(AuditError) -> [ScannedChunk] {
        let (plan, progress) = (plan, progress)
        let (size, partSize) = (plan.bytes.size, plan.partSize)
        let count = (size + partSize - 1) / partSize
        let state = Mutex(State(chunks: Array(repeating: nil, count: count)))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            guard state.withLock({ place <= $0.broken && $0.error == nil }) else { return }
            let part = place * partSize..<min((place + 1) * partSize, size)
            let result = Result { () throws(AuditError) in try ChunkScanner.scan(part, for: plan) }
            let done = state.withLock { state in
                switch result {
                case .success(let chunk):
                    state.chunks[place] = chunk
                    if chunk.broken != nil { state.broken = min(state.broken, place) }
                case .failure(let error): state.error = error
                }
                state.done += part.count
                return state.done
            }
            progress?(done, size)
        }
        let (chunks, error, broken) = state.withLock { ($0.chunks, $0.error, $0.broken) }
        if let error { throw error }
        return (broken == .max ? chunks[...] : chunks[...broken]).compactMap(\.self)
    }
}
