import HandoffCards

/// The signed notes beside the log: one after the other, each ended by an empty line.
struct NoteFile {
    private(set) var notes: [SignedCheckpoint] = []
    /// The lines, counted from 1, at which something stands that is no note: one of a writer that was killed, or a damaged one.
    private(set) var unreadable: [Int] = []
    /// The last one is not whole.
    private(set) var isTorn = false

    init(_ bytes: [UInt8]) {
        var isAfterGap = false
        // The first line of the note at hand, counted from 0, and its bytes.
        var (first, start, lineStart, number) = (0, 0, 0, 0)
        for place in bytes.indices where bytes[place] == UInt8(ascii: "\n") {
            number += 1
            defer { lineStart = place + 1 }
            guard place == lineStart else { continue }
            // An empty line: the one within the note, or the one that ends it.
            if !isAfterGap, place > start {
                isAfterGap = true
                continue
            }
            if place > start { take(bytes[start..<place], line: first) }
            (isAfterGap, first, start) = (false, number, place + 1)
        }
        isTorn = start < bytes.count
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, line: Int) {
        do {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CheckpointFormError(expected: "UTF-8", line: 1)
            }
            notes.append(try SignedCheckpoint(parsing: text))
        } catch let error as CheckpointFormError {
            unreadable.append(line + error.line)
        } catch {
            unreadable.append(line + 1)
        }
    }
}

extension SignedCheckpoint {
    /// The notes that stand one after the other, as in the file beside the log, without what is no note. The empty line after the last
    /// one may be missing.
    package static func all(in bytes: [UInt8]) -> [SignedCheckpoint] { NoteFile(bytes + Array("\n\n".utf8)).notes }

    /// The last of them.
    package static func newest(in bytes: [UInt8]) -> SignedCheckpoint? { all(in: bytes).last }
}
