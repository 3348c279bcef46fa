import Synchronization

/// What arguments of one card may be taken for, each read once however many patterns are held against it.
final class PlaceMemo: Sendable {
    private let known = Mutex<[String: TargetText]>([:])

    subscript(text: String) -> TargetText {
        known.withLock { known in
            if let found = known[text] { return found }
            let found = TargetText(text, isProse: true)
            known[text] = found
            return found
        }
    }
}
