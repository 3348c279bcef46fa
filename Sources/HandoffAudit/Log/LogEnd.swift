import Glibc
import HandoffCards

/// Finds the log's end and makes it fit to append to. Only for who holds the lock.
struct LogEnd {
    let folder: any DiskFolder
    let file: any DiskFile
    /// The end as it was the last time; nil when this process has not seen it yet.
    let known: LogPosition?

    /// The end, after which nothing stands, of lines that are durable.
    ///
    /// What other processes appended since the last time is read and checked. The first time only the last line is read: the lines before
    /// are for `AuditReader` and `AuditLog.verify`.
    func settled(now: Timestamp) throws(AuditError) -> LogPosition {
        let current = try onDisk { () throws(DiskError) in try folder.identity(of: AuditLog.fileName) }
        guard current == file.identity else { throw .replaced(path: file.path) }
        let size = try onDisk { () throws(DiskError) in try file.size() }
        if let known, size == known.offset { return known }
        if let known, size < known.offset { throw .truncated(known: known.offset, found: size) }
        if size == 0 { return .start }
        let end = if let known { try follow(from: known) } else { try lastLineEnd(size) }
        // Their writer may have been killed between its write and its sync.
        try onDisk { () throws(DiskError) in try file.synchronize() }
        return size == end.offset ? end : try heal(end, size: size, now: now)
    }

    private func follow(from known: LogPosition) throws(AuditError) -> LogPosition {
        var reader = AuditReader(folder: folder, file: file, from: known)
        while try reader.next() != nil {}
        return reader.position
    }

    private func lastLineEnd(_ size: Int) throws(AuditError) -> LogPosition {
        let pages = BackwardReader(file: file)
        guard let lineFeed = try pages.lastLineFeed(before: size) else { return .start }
        let last = try pages.line(endingAt: lineFeed)
        guard last.offset > 0 || (last.sequence == 0 && last.previous == .zero) else {
            throw .broken(BrokenLine(sequence: 0, offset: 0, problem: .sequence(stated: last.sequence)))
        }
        return last.end
    }

    /// Puts what stands after the last line into a file of its own and says so in the log.
    private func heal(_ end: LogPosition, size: Int, now: Timestamp) throws(AuditError) -> LogPosition {
        let kept = try onDisk { () throws(DiskError) in try takeOut(end, size: size) }
        var transaction = AuditTransaction(file: file, position: end)
        let fact = AuditFact.Recovered(kept: kept, bytes: size - end.offset, sequence: end.sequence)
        try transaction.append([.logRecovered(fact)], at: now)
        return transaction.position
    }

    /// - Returns: The name of the file that has the bytes now.
    private func takeOut(_ end: LogPosition, size: Int) throws(DiskError) -> String {
        let (name, copy) = try createCopy(end.sequence)
        var offset = end.offset
        while offset < size {
            let bytes = try file.read(at: offset, count: min(size - offset, 1 << 20))
            var rest = bytes[...]
            while !rest.isEmpty { rest = rest.dropFirst(try copy.append(rest)) }
            offset += bytes.count
        }
        try copy.synchronize()
        try folder.synchronize()
        try file.truncate(to: end.offset)
        try file.synchronize()
        return name
    }

    private func createCopy(_ sequence: Int) throws(DiskError) -> (name: String, file: any DiskFile) {
        var number = 1
        while true {
            let name = "torn-\(sequence)-\(number)"
            do { return (name, try folder.create(name)) } catch  where error.code == EEXIST {
                number += 1
            }
        }
    }
}
