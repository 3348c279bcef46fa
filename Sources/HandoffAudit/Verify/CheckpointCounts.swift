/// What was signed, each of it once, however often it stands in the log and beside it.
struct CheckpointCounts {
    var signed: Set<SignedCheckpoint.Claim> = []
    var unchecked: Set<SignedCheckpoint.Claim> = []
    var unknown: Set<SignedCheckpoint.Claim> = []

    func enter(_ findings: inout CheckpointFindings) {
        findings.signed = signed.count
        findings.unchecked = unchecked.subtracting(signed).count
        findings.unknown = unknown.count
    }
}

extension SignedCheckpoint {
    /// That one key says one thing of the log.
    struct Claim: Hashable, Sendable {
        var checkpoint: Checkpoint
        /// Four bytes.
        var key: [UInt8]
    }
}
