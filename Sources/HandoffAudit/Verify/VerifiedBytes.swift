/// The log's bytes, all segments laid end to end, as they are when checking begins.
struct VerifiedBytes: Sendable {
    private let files: LogFiles
    /// What is appended later is not looked at.
    let size: Int

    init(_ log: AuditLog) throws(AuditError) {
        let files = try log.readable()
        size = try onDisk { () throws(DiskError) in try files.size() }
        self.files = files
    }

    /// Fewer bytes than `count` only at the log's end.
    func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        let count = min(count, size - offset)
        return count > 0 ? try files.read(at: offset, count: count) : []
    }
}
