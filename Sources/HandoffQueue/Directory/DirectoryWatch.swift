import Dispatch
import Glibc
import HandoffCards

/// Follows directories by `inotify(7)`.
final class DirectoryWatch: QueueWatch {
    let descriptor: Int32
    private let folders: QueueFolders
    /// By inotify's watch descriptors. The root's stands for none.
    private let places: [Int32: QueuePlace]

    init(_ folders: QueueFolders, _ places: Set<QueuePlace>) throws(QueueError) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else {
            throw errno == EMFILE
                ? .tooManyWatches(setting: "fs.inotify.max_user_instances")
                : .io(operation: "watch", path: folders.root.path, errno: errno)
        }
        self.folders = folders
        var watched: [Int32: QueuePlace] = [:]
        do {
            for place in places {
                watched[try Self.add(folders.folder(of: place), Self.mask(for: place), to: descriptor)] = place
            }
            // An open directory says nothing of its own removal; the one above it does. Agents may not be allowed to read that one.
            _ = try? Self.add(folders.root, IN_DELETE | IN_MOVED_FROM, to: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        self.places = watched
    }

    deinit {
        // To close an inotify descriptor takes the kernel 10 to 20 ms: whoever holds a decision in hands does not wait for that.
        let descriptor = descriptor
        DispatchQueue.global(qos: .utility).async { close(descriptor) }
    }

    func drain() -> QueueChanges {
        var changes = ChangeCollector()
        withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: MemoryLayout<inotify_event>.alignment) {
            buffer in
            // As much as the kernel queues for one watch; who makes changes without end shall not keep anybody in here.
            for _ in 0..<16 {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                collect(UnsafeRawBufferPointer(rebasing: buffer[..<count]), in: &changes)
            }
        }
        return changes.changes
    }

    private static func mask(for place: QueuePlace) -> Int32 {
        switch place {
        case .new: IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_FROM | IN_DELETE
        case .decisions: IN_MOVED_TO | IN_CLOSE_WRITE
        case .outcomes: IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE
        case .bad: IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_FROM | IN_DELETE
        }
    }

    /// inotify takes paths only; this one leads to the directory that is open, not to what its path has become.
    private static func add(_ folder: Folder, _ mask: Int32, to descriptor: Int32) throws(QueueError) -> Int32 {
        let path = "/proc/self/fd/\(try folder.descriptor())"
        let watch = inotify_add_watch(descriptor, path, UInt32(mask | IN_ONLYDIR))
        guard watch >= 0 else {
            throw errno == ENOSPC
                ? .tooManyWatches(setting: "fs.inotify.max_user_watches")
                : .io(operation: "watch", path: folder.path, errno: errno)
        }
        return watch
    }

    private func collect(_ events: UnsafeRawBufferPointer, in changes: inout ChangeCollector) {
        let headerSize = MemoryLayout<inotify_event>.size
        var place = 0
        while place + headerSize <= events.count {
            let header = events.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
            let field = UnsafeRawBufferPointer(rebasing: events[(place + headerSize)...].prefix(Int(header.len)))
            place += headerSize + Int(header.len)
            // inotify pads names with NULs.
            let name = field.bindMemory(to: UInt8.self).prefix { $0 != 0 }
            collect(header.wd, Int32(bitPattern: header.mask), UnsafeBufferPointer(rebasing: name), in: &changes)
        }
    }

    private func collect(
        _ watch: Int32, _ mask: Int32, _ name: UnsafeBufferPointer<UInt8>, in changes: inout ChangeCollector
    ) {
        guard mask & (IN_Q_OVERFLOW | IN_IGNORED | IN_UNMOUNT) == 0, let place = places[watch] else {
            changes.overflowed = true
            return
        }
        switch place {
        case .new:
            guard let entry = NewEntry(bytes: name) else { return }
            if let arrival = arrival(mask, entry.name, in: folders.new) { changes.entry(entry, arrival) }
        case .decisions:
            if let id = CardID(stemOf: name) { changes.decision(id) }
        case .outcomes:
            guard let file = FileName(name), let entry = OutcomeEntry(file) else { return }
            if let arrival = arrival(mask, file, in: folders.outcomes) { changes.outcome(entry, arrival) }
        case .bad:
            changes.bad = true
        }
    }

    /// Nil when there is nothing to tell yet.
    private func arrival(_ mask: Int32, _ name: FileName, in folder: Folder) -> ChangeCollector.Arrival? {
        if mask & (IN_MOVED_FROM | IN_DELETE) != 0 { return .left }
        guard mask & IN_CREATE != 0 else { return .settled }
        // Creation is all that is ever heard of a link or a FIFO, and the first that is heard of a file that is being written.
        guard let status = folder.status(of: name) else { return nil }
        return FileKind(mode: status.st_mode) != .regular || status.st_nlink > 1 ? .settled : .unsettled
    }
}

extension QueueFolders {
    fileprivate func folder(of place: QueuePlace) -> Folder {
        switch place {
        case .new: new
        case .decisions: decisions
        case .outcomes: outcomes
        case .bad: bad
        }
    }
}
