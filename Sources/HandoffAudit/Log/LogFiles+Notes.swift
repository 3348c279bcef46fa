/// The file of signed checkpoints beside the log. Nothing depends on it: whoever lost it, or never wrote it, goes on.
extension LogFiles {
    package static let notesName = "checkpoints"

    /// Puts a note to the others; it is not synced. What fails is passed over.
    ///
    /// Only for who holds the log's lock, when what the note covers is durable.
    func keep(_ note: SignedCheckpoint) {
        do throws(DiskError) {
            let file = try folder.openOrCreate(Self.notesName)
            let size = try file.size()
            let start = max(0, size - SignedCheckpoint.gapLooksBack)
            var rest = note.appended(to: try file.read(at: start, count: size - start))[...]
            while !rest.isEmpty { rest = rest.dropFirst(try file.append(rest)) }
        } catch {}
    }

    /// Nil where none can be read.
    func newestNote() throws(DiskError) -> SignedCheckpoint? {
        guard let file = try folder.open(Self.notesName, for: .reading) else { return nil }
        return SignedCheckpoint.newest(in: try file.read(at: 0, count: file.size()))
    }
}

extension SignedCheckpoint {
    /// How many bytes of a file's end `appended` needs to see.
    package static let gapLooksBack = 1024

    /// The note as it goes to the end of a file of notes, with a gap before it where the last one was not written to its end, so that
    /// the two do not become one.
    package func appended(to end: [UInt8]) -> [UInt8] {
        Array(((Self.isWhole(end) ? "" : "\n\n\n") + text + "\n").utf8)
    }

    /// Whether the last note ends as it should: with a signature line and an empty one.
    private static func isWhole(_ end: [UInt8]) -> Bool {
        if end.isEmpty { return true }
        let lines = String(decoding: end, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count >= 3 && lines.suffix(2) == ["", ""] && lines[lines.count - 3].hasPrefix("— ")
    }
}
