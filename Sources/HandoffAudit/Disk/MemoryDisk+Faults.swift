import Glibc

extension MemoryDisk {
    struct Faults: Sendable {
        /// By operation: how many more succeed before one fails, and how.
        var planned: [DiskError.Operation: (remaining: Int, code: Int32)] = [:]
        var longestWrite = Int.max
        /// In bytes, over all files.
        var capacity = Int.max
        /// Operations that change something; and after how many there is no power any more.
        var changes = 0
        var lastChange = Int.max

        mutating func check(_ operation: DiskError.Operation, _ path: String) throws(DiskError) {
            switch operation {
            case .create, .rename, .write, .synchronize, .truncate: changes += 1
            case .open, .list, .examine, .lock, .read, .watch: break
            }
            if changes > lastChange { throw DiskError(operation, path, code: EIO) }
            guard let plan = planned[operation] else { return }
            planned[operation] = plan.remaining == 0 ? nil : (plan.remaining - 1, plan.code)
            if plan.remaining == 0 { throw DiskError(operation, path, code: plan.code) }
        }
    }

    /// Lets the operation fail once, after `successes` more of its kind.
    package func fail(_ operation: DiskError.Operation, after successes: Int = 0, code: Int32 = EIO) {
        contents.withLock { $0.faults.planned[operation] = (successes, code) }
    }

    /// Lets a write take no more than so many bytes at once.
    package func limitWrites(to bytes: Int) { contents.withLock { $0.faults.longestWrite = bytes } }

    /// The disk is full at so many bytes over all files.
    package func limitCapacity(to bytes: Int) { contents.withLock { $0.faults.capacity = bytes } }

    /// How many changing operations there were: creations, renamings, writes, syncs, truncations.
    package var changes: Int { contents.withLock { $0.faults.changes } }

    /// From the change number `changes` on everything fails, until the disk is `restarted`.
    package func cutPower(after changes: Int) { contents.withLock { $0.faults.lastChange = changes } }

    /// A file's bytes as they are read now; nil when there is none.
    package func bytes(_ path: String) -> [UInt8]? {
        contents.withLock { contents in contents.names[path].flatMap { contents.files[$0]?.written } }
    }

    /// Puts a file there, durably, as another program would.
    package func put(_ bytes: [UInt8], at path: String) {
        contents.withLock { contents in
            let number = contents.names[path] ?? contents.nextNumber()
            contents.names[path] = number
            contents.durableNames[path] = number
            contents.files[number] = Content(written: bytes, durable: bytes)
        }
    }

    /// Takes a file's name away.
    package func remove(_ path: String) {
        contents.withLock { contents in
            contents.names[path] = nil
            contents.durableNames[path] = nil
        }
    }

    package var paths: [String] { contents.withLock { $0.names.keys.sorted() } }
}

extension MemoryDisk.Contents {
    mutating func nextNumber() -> UInt64 { (files.keys.max() ?? 0) + 1 }
}
