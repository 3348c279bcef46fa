import HandoffCards
import StrictJSON

extension AuditFact {
    /// A gate wrote to a new log.
    package struct Opened: Sendable, Equatable {
        /// The ID of its public key.
        package var gate: String
        /// Of handoff.
        package var version: String

        package init(gate: String, version: String) {
            self.gate = gate
            self.version = version
        }

        var body: JSONObject { ["gate": .string(gate), "handoff": .string(version)] }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            gate = try members.string("gate")
            version = try members.string("handoff")
        }
    }

    /// The log ended in half a line, which was taken out and kept.
    package struct Recovered: Sendable, Equatable {
        /// The file beside the log that holds the bytes.
        package var kept: String
        /// How many.
        package var bytes: Int
        /// What the torn line's would have been.
        package var sequence: Int

        package init(kept: String, bytes: Int, sequence: Int) {
            self.kept = kept
            self.bytes = bytes
            self.sequence = sequence
        }

        var body: JSONObject {
            ["kept": .string(kept), "bytes": .number(Double(bytes)), "sequence": .number(Double(sequence))]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            kept = try members.string("kept")
            bytes = try members.integer("bytes")
            sequence = try members.integer("sequence")
        }
    }

    /// What the lines before this one are, in one number, and signed where there was a key.
    package struct Checkpointed: Sendable, Equatable {
        /// Of the Merkle tree over all lines before: with it the tree goes on from here.
        package var frontier: MerkleFrontier
        /// The signed note's whole text.
        package var note: String?

        package init(frontier: MerkleFrontier, note: String?) {
            self.frontier = frontier
            self.note = note
        }

        var body: JSONObject {
            [
                "size": .number(Double(frontier.size)), "root": .string(frontier.root.tagged),
                "frontier": .array(frontier.hashes.map { .string($0.hex) }), "note": note.map { .string($0) } ?? .null,
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            let size = try members.integer("size")
            let root = try members.digest("root")
            let texts = try members.strings("frontier")
            let hashes = texts.compactMap { Hash256(hex: $0) }
            guard hashes.count == texts.count, let frontier = MerkleFrontier(size: size, hashes: hashes),
                frontier.root == root
            else {
                throw members.failure("frontier", .invalid("it is not that of a tree with this size and root"))
            }
            self.frontier = frontier
            note = try members.value("note").isNull ? nil : members.string("note")
        }
    }

    /// The machine's clock was set: times before and after this line do not compare.
    package struct ClockStepped: Sendable, Equatable {
        /// What it would have shown, or the time of the line before where that is later.
        package var from: Timestamp
        /// What it shows.
        package var to: Timestamp

        package init(from: Timestamp, to: Timestamp) {
            self.from = from
            self.to = to
        }

        var body: JSONObject {
            [
                "from": .string("\(from)"), "to": .string("\(to)"),
                "by": .number(Double(to.milliseconds - from.milliseconds)),
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            guard let from = try members.optionalTime("from") else { throw members.failure("from", .missing) }
            guard let to = try members.optionalTime("to") else { throw members.failure("to", .missing) }
            self.init(from: from, to: to)
            guard Int64(try members.integer("by")) == to.milliseconds - from.milliseconds else {
                throw members.failure("by", .invalid("it is not the milliseconds between the two"))
            }
        }
    }
}
