import HandoffCards

extension AuditLog {
    /// Checks every line from the start, with everything that can be checked: its form, its place in the chain, its
    /// body, the digest of a proposed card, that no card ends twice, and that each checkpoint in the log fits the lines before it.
    ///
    /// - Parameter known: a position that the log had reached.
    package func verify(knowing known: LogPosition? = nil) throws(AuditError) -> VerificationReport {
        try verification(VerificationDemand(known: known)).report
    }

    /// Checks the log and its checkpoints on all processors. What is appended meanwhile is not looked at.
    ///
    /// The chain shows that no line before the last was changed, taken out or put in, unless all lines after it were made
    /// anew. It proves nothing about the log's end: whoever changes the last line, or cuts lines off, leaves a good
    /// chain behind. A checkpoint that a trusted key signed proves all lines that it was made over, as long as the one who
    /// changes the log has neither that key nor the only copy of the checkpoint.
    package func verification(_ demand: VerificationDemand) throws(AuditError) -> Verification {
        let bytes = try VerifiedBytes(self)
        let notes = NoteFile(try noteFile())
        let checkpoints = notes.notes + demand.kept + (demand.since.map { [$0] } ?? [])
        let plan = ScanPlan(
            bytes: bytes, isDeep: demand.isDeep, partSize: demand.partSize, known: demand.known,
            sizes: Set(checkpoints.map(\.checkpoint.size)).sorted(), since: demand.since?.checkpoint.size,
            checkProof: demand.checkProof)
        var tree = VerifiedTree(plan: plan, chunks: try LogScan(plan, progress: demand.progress).chunks())
        try tree.checkLastLine()
        try tree.checkEndings()
        var verifier = CheckpointVerifier(demand: demand, tree: tree)
        return verifier.verification(notes)
    }

    /// The signed notes beside the log that are whole, oldest first; none where nothing was signed.
    package func signedNotes() throws(AuditError) -> [SignedCheckpoint] { SignedCheckpoint.all(in: try noteFile()) }

    private func noteFile() throws(AuditError) -> [UInt8] {
        try onDisk { () throws(DiskError) in
            guard let file = try folder.open(LogFiles.notesName, for: .reading) else { return [] }
            return try file.read(at: 0, count: file.size())
        }
    }
}
