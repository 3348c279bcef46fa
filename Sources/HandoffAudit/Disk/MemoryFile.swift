import Glibc

final class MemoryFolder: DiskFolder {
    let path: String
    private let disk: MemoryDisk

    init(path: String, disk: MemoryDisk) {
        self.path = path
        self.disk = disk
    }

    func open(_ name: String, for use: DiskUse) throws(DiskError) -> (any DiskFile)? {
        let path = path + "/" + name
        let number = try disk.change { contents throws(DiskError) in
            try contents.faults.check(.open, path)
            return contents.names[path]
        }
        return number.map { MemoryFile(path: path, number: $0, disk: disk) }
    }

    func create(_ name: String) throws(DiskError) -> any DiskFile {
        let path = path + "/" + name
        let number = try disk.change { contents throws(DiskError) in
            try contents.faults.check(.create, path)
            guard contents.names[path] == nil else { throw DiskError(.create, path, code: EEXIST) }
            let number = contents.nextNumber()
            contents.names[path] = number
            contents.files[number] = MemoryDisk.Content()
            contents.unsyncedNames.append(MemoryDisk.NameChange(path: path, number: number))
            contents.tell(path)
            return number
        }
        return MemoryFile(path: path, number: number, disk: disk)
    }

    func names() throws(DiskError) -> [String] {
        try disk.change { contents throws(DiskError) in
            try contents.faults.check(.list, path)
            return contents.names.keys.filter { $0.hasPrefix(path + "/") }.map { String($0.dropFirst(path.count + 1)) }
        }
    }

    func rename(_ name: String, to other: String) throws(DiskError) {
        let (path, other) = (path + "/" + name, path + "/" + other)
        try disk.change { contents throws(DiskError) in
            try contents.faults.check(.rename, path)
            guard contents.names[other] == nil else { throw DiskError(.rename, path, code: EEXIST) }
            guard let number = contents.names.removeValue(forKey: path) else {
                throw DiskError(.rename, path, code: ENOENT)
            }
            contents.names[other] = number
            contents.unsyncedNames.append(MemoryDisk.NameChange(path: other, number: number, former: path))
            contents.tell(other)
        }
    }

    func identity(of name: String) throws(DiskError) -> FileIdentity? {
        let path = path + "/" + name
        return try disk.change { contents throws(DiskError) in
            try contents.faults.check(.examine, path)
            return contents.names[path].map { FileIdentity(device: 0, inode: $0) }
        }
    }

    func synchronize() throws(DiskError) {
        try disk.change { contents throws(DiskError) in
            try contents.faults.check(.synchronize, path)
            contents.durableNames = contents.durableNames.filter { !$0.key.hasPrefix(path + "/") }
            for (name, number) in contents.names where name.hasPrefix(path + "/") {
                contents.durableNames[name] = number
            }
            contents.unsyncedNames.removeAll { $0.path.hasPrefix(path + "/") }
        }
    }

    func watch() throws(DiskError) -> any DiskWatch { try MemoryWatch(path: path, disk: disk) }
}

final class MemoryFile: DiskFile {
    let path: String
    let identity: FileIdentity
    private let disk: MemoryDisk

    init(path: String, number: UInt64, disk: MemoryDisk) {
        self.path = path
        identity = FileIdentity(device: 0, inode: number)
        self.disk = disk
    }

    deinit { unlock() }

    func size() throws(DiskError) -> Int { try use(.examine) { content, _ in content.written.count } }

    func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        try use(.read) { content, _ in Array(content.written.dropFirst(offset).prefix(count)) }
    }

    func append(_ bytes: ArraySlice<UInt8>) throws(DiskError) -> Int {
        try disk.change { contents throws(DiskError) in
            try contents.faults.check(.write, path)
            let used = contents.files.values.reduce(0) { $0 + $1.written.count }
            let taken = min(bytes.count, contents.faults.longestWrite, contents.faults.capacity - used)
            guard taken > 0 else { throw DiskError(.write, path, code: ENOSPC) }
            contents.files[identity.inode]?.written += bytes.prefix(taken)
            contents.tell(path)
            return taken
        }
    }

    func synchronize() throws(DiskError) {
        try disk.change { contents throws(DiskError) in
            do throws(DiskError) { try contents.faults.check(.synchronize, path) } catch {
                contents.files[identity.inode]?.failToSynchronize()
                throw error
            }
            contents.files[identity.inode]?.synchronize()
        }
    }

    func truncate(to size: Int) throws(DiskError) {
        try disk.change { contents throws(DiskError) in
            try contents.faults.check(.truncate, path)
            contents.files[identity.inode]?.truncate(to: size)
            contents.tell(path)
        }
    }

    func lock() throws(DiskError) {
        while true {
            let isTaken = try disk.change { contents throws(DiskError) in
                try contents.faults.check(.lock, path)
                if contents.holders[identity.inode] != nil { return false }
                contents.holders[identity.inode] = ObjectIdentifier(self)
                return true
            }
            if isTaken { return }
            usleep(100)
        }
    }

    func unlock() {
        disk.contents.withLock { contents in
            guard contents.holders[identity.inode] == ObjectIdentifier(self) else { return }
            contents.holders[identity.inode] = nil
        }
    }

    private func use<R: Sendable>(
        _ operation: DiskError.Operation, _ body: (MemoryDisk.Content, String) -> R
    ) throws(DiskError) -> R {
        try disk.change { contents throws(DiskError) in
            try contents.faults.check(operation, path)
            guard let content = contents.files[identity.inode] else { throw DiskError(operation, path, code: ESTALE) }
            return body(content, path)
        }
    }
}
