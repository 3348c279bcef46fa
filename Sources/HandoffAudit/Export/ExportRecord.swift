import HandoffCards
import StrictJSON

/// The lines of an export's `records.jsonl`, which together stand for every line of the log.
package enum ExportRecord {
    case whole(AuditLine)
    case redacted(sequence: Int, leaf: Hash256, line: JSONValue, places: [JSONPointer])
    case omitted(OmittedRuns.Run)

    /// With the line feed.
    package var bytes: [UInt8] {
        switch self {
        case .whole(let line): return line.bytes + [0x0A]
        case .redacted(let sequence, let leaf, let line, let places):
            let record: JSONValue = [
                "redacted": .array(places.map { .string($0.description) }), "seq": .number(Double(sequence)),
                "leaf": .string(leaf.hex), "line": line,
            ]
            return record.bytes() + [0x0A]
        case .omitted(let run):
            return Array(#"{"omitted":\#(run.count),"seq":\#(run.sequence),"hash":"\#(run.hash.hex)"}"#.utf8) + [0x0A]
        }
    }
}
