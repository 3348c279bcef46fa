/// The file of signed checkpoints beside the log. Nothing depends on it: whoever lost it, or never wrote it, goes on.
extension LogFiles {
    package static let notesName = "checkpoints"

    /// Puts a note to the others; it is not synced. What fails is passed over.
    ///
    /// Only for who holds the log's lock, when what the note covers is durable.
    func keep(_ note: SignedCheckpoint) {
        do throws(DiskError) {
            let file = try folder.openOrCreate(Self.notesName)
            let gap = try Self.isWhole(file) ? "" : "\n\n\n"
            var rest = Array((gap + note.text + "\n").utf8)[...]
            while !rest.isEmpty { rest = rest.dropFirst(try file.append(rest)) }
        } catch {}
    }

    /// Nil where none can be read.
    func newestNote() throws(DiskError) -> SignedCheckpoint? {
        guard let file = try folder.open(Self.notesName, for: .reading) else { return nil }
        return SignedCheckpoint.newest(in: try file.read(at: 0, count: file.size()))
    }

    /// Whether the last note was written to its end: a signature line and an empty one.
    private static func isWhole(_ file: any DiskFile) throws(DiskError) -> Bool {
        let size = try file.size()
        if size == 0 { return true }
        let start = max(0, size - 1024)
        let end = String(decoding: try file.read(at: start, count: size - start), as: UTF8.self)
        let lines = end.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count >= 3 && lines.suffix(2) == ["", ""] && lines[lines.count - 3].hasPrefix("— ")
    }
}
