import Glibc
import Synchronization

/// Follows a `MemoryQueue`; a pipe that holds a byte while there are changes makes it pollable.
final class MemoryWatch: QueueWatch {
    let descriptor: Int32
    private let bell: Int32
    private let places: Set<QueuePlace>
    private let changes = Mutex<ChangeCollector?>(nil)

    init(_ places: Set<QueuePlace>) throws(QueueError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .io(operation: "watch", path: "the queue", errno: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        bell = ends[1]
        self.places = places
    }

    deinit {
        close(descriptor)
        close(bell)
    }

    func drain() -> QueueChanges {
        changes.withLock { changes in
            guard let gathered = changes else { return QueueChanges() }
            var byte: UInt8 = 0
            _ = read(descriptor, &byte, 1)
            changes = nil
            return gathered.changes
        }
    }

    func tell(_ place: QueuePlace, _ change: (inout ChangeCollector) -> Void) {
        guard places.contains(place) else { return }
        changes.withLock { changes in
            var gathered = changes ?? ChangeCollector()
            change(&gathered)
            if changes == nil {
                var byte: UInt8 = 1
                _ = write(bell, &byte, 1)
            }
            changes = gathered
        }
    }
}
