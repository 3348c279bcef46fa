import HandoffCards
import StrictJSON

/// One line of the log, read and of the right form. Its body is only parsed when it is asked for.
package struct AuditLine: Sendable, Equatable {
    /// 0 for the first line of a log.
    package let sequence: Int
    package let time: Timestamp
    /// A fact in the past, for example `handoff.decided`.
    package let type: String
    package let leaf: Hash256
    /// Of its first byte in the file.
    package let offset: Int
    /// Without the line feed.
    package let bytes: [UInt8]
    private let previousStart: Int
    private let bodyStart: Int

    /// In bytes, without the line feed.
    package var length: Int { bytes.count }

    /// What the line says is the leaf hash of the line before.
    package var previous: Hash256 {
        // The form was checked, so there is a hash.
        Hash256(hex: String(decoding: previousDigits, as: UTF8.self)) ?? .zero
    }

    /// Whether the line says that it follows a line with this leaf hash. Quicker than taking `previous` apart.
    func follows(_ leaf: Hash256) -> Bool {
        // The form was checked, so there are as many digits.
        bytes.withUnsafeBytes { bytes in bytes.baseAddress.map { leaf.isWritten(at: $0 + previousStart) } ?? false }
    }

    private var previousDigits: ArraySlice<UInt8> { bytes[previousStart..<previousStart + LineForm.hashLength] }

    /// Where the log goes on after it.
    package var end: LogPosition { LogPosition(sequence: sequence + 1, offset: offset + length + 1, leaf: leaf) }

    /// The form is checked, and nothing else: neither the body nor whether the line fits to the one before.
    init(_ line: UnsafeRawBufferPointer, at offset: Int) throws(BrokenLine) {
        let form: LineForm
        do { form = try LineForm(line) } catch {
            throw BrokenLine(
                sequence: nil, offset: offset, problem: .form(expected: error.expected, column: error.column))
        }
        sequence = form.sequence
        time = form.time
        type = form.type
        previousStart = form.previousStart
        bodyStart = form.bodyStart
        leaf = LineForm.leaf(of: line)
        bytes = Array(line)
        self.offset = offset
    }

    /// Parsed anew at each call.
    ///
    /// - Throws: `AuditError.broken` when the body is not JSON.
    package var body: JSONObject {
        get throws(AuditError) {
            do {
                let value = try bytes.withUnsafeBytes { bytes in
                    Result { () throws(JSONError) in
                        try JSONValue(
                            parsing: UnsafeRawBufferPointer(rebasing: bytes[bodyStart..<bytes.count - 1]),
                            depthLimit: LineForm.deepest)
                    }
                }.get()
                return value.object ?? JSONObject()
            } catch {
                throw .broken(BrokenLine(sequence: sequence, offset: offset, problem: .body(error)))
            }
        }
    }

    /// Parsed anew at each call.
    ///
    /// - Throws: `AuditError.broken` when the body is not JSON, or not what a line of a known type says: whoever counts
    ///   on the log must not go on without it. Lines of unknown types are `.other`.
    package var fact: AuditFact {
        get throws(AuditError) {
            let body = try body
            do { return try AuditFact(type: type, body: body) } catch {
                throw .broken(BrokenLine(sequence: sequence, offset: offset, problem: .shape(error)))
            }
        }
    }
}
