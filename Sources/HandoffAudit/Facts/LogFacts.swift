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
}
