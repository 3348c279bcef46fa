import HandoffCards
import StrictJSON

/// Why the log cannot be read or written.
package enum AuditError: Error, Equatable, Sendable {
    case disk(DiskError)
    /// Nothing may be appended after a broken line.
    case broken(BrokenLine)
    /// The log ends before a place, in bytes, that it had reached.
    case truncated(known: Int, found: Int)
    /// The log's name stands for another file than before, or for none.
    case replaced(path: String)
    /// A fact that could not be read back; nothing was written.
    case unwritable(type: String, reason: String)
    /// A write, sync or truncation that failed earlier ended all writing by this object; the reason is its words.
    case closed(reason: String)
}

/// Runs what only the disk can fail at.
func onDisk<R>(_ work: () throws(DiskError) -> R) throws(AuditError) -> R {
    do { return try work() } catch { throw .disk(error) }
}

extension AuditError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .disk(let error): "The audit log cannot be used: \(error)."
        case .broken(let line): "\(line)"
        case .truncated(let known, let found):
            "The audit log was cut: it had \(known) bytes and has \(found). "
                + "Nothing is recorded or decided while it is so."
        case .replaced(let path):
            "The audit log \(path) is not the file that it was. "
                + "Nothing is recorded or decided until that file is back."
        case .unwritable(let type, let reason): "\(type) cannot be recorded: \(reason)."
        case .closed(let reason): "Nothing more is recorded since an error of the audit log. \(reason)"
        }
    }
}

/// The first line that does not stand as it should, and why.
package struct BrokenLine: Error, Equatable, Sendable {
    /// What the line's should be; nil when it was not read on from a known place.
    package var sequence: Int?
    /// Of the line's first byte.
    package var offset: Int
    package var problem: Problem

    package enum Problem: Equatable, Sendable {
        /// `column` counts bytes from 1.
        case form(expected: String, column: Int)
        case tooLong(limit: Int)
        case sequence(stated: Int)
        /// It does not name the line before as it is: that one was changed, or this one, or lines between were taken
        /// out or put in.
        case previous(stated: Hash256, actual: Hash256)
        case body(JSONError)
        case shape(JSONShapeError)
        /// The card in the line is not the one whose digest the line states.
        case digest(stated: Hash256, actual: Hash256)
        /// The card was decided, had expired or was withdrawn before, in the line with this sequence number.
        case ended(card: CardID, sequence: Int)
        /// The chain is good up to this line, and still it is not the one that was remembered.
        case differs(remembered: Hash256, actual: Hash256)
        /// The lines before this checkpoint are not those that it was made over.
        case tree(stated: Hash256, actual: Hash256)
        /// A checkpoint that contradicts itself or its place; the words say how.
        case checkpoint(String)
        /// It is a line that a trusted key signs, and nothing proves that one did; the words say why not.
        case unproven(String)
        /// The log ends here, and had gone on.
        case missing
        /// Zeros stand at this place of the log, within what was signed.
        case hole(at: Int)
    }
}

extension BrokenLine: CustomStringConvertible {
    package var description: String {
        let place =
            sequence.map { "Line \($0) of the audit log, from byte \(offset)," }
            ?? "The audit log's line at byte \(offset)"
        return "\(place) is broken: \(problem)."
    }
}

extension BrokenLine.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .form(let expected, let column): "\(expected) should stand at byte \(column) of the line"
        case .tooLong(let limit): "it is longer than \(limit) bytes"
        case .sequence(let stated): "it says that its sequence number is \(stated)"
        case .previous(let stated, let actual):
            "it, or the line before, was changed: it follows \(stated.hex), and the line before is \(actual.hex)"
        case .body(let error): "its body is not JSON (\(error.problem), byte \(error.column) of the body)"
        case .shape(let error): "\(error)"
        case .digest(let stated, let actual): "its card has the digest \(actual.hex), and it states \(stated.hex)"
        case .ended(let card, let sequence):
            "it ends the card \(card.text) a second time, and line \(sequence) had ended it"
        case .differs(let remembered, let actual):
            "it is not the line that was read here before: that was \(remembered.hex), and it is \(actual.hex)"
        case .tree(let stated, let actual):
            "the lines before it are not those that it was made over: it states the root \(stated.hex), and theirs is "
                + actual.hex
        case .checkpoint(let words): words
        case .unproven(let words): "nothing proves it: \(words)"
        case .missing: "the log ends here, and had gone on"
        case .hole(let place): "zeros stand in the log at byte \(place), within what was signed"
        }
    }
}
