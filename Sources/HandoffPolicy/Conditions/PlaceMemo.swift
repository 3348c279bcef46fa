import StrictJSON
import Synchronization

/// What arguments of one card may be taken for, each read once however many patterns are held against it.
final class PlaceMemo: Sendable {
    private let known = Mutex<[JSONText: TargetText]>([:])

    subscript(text: String) -> TargetText {
        known.withLock { known in
            let key = JSONText(text)
            if let found = known[key] { return found }
            let found = TargetText(text, isProse: true)
            known[key] = found
            return found
        }
    }
}
