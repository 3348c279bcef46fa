import HandoffCards

/// The tree at the places of one part of the log that are asked about, and whether the checkpoints among them are true.
struct MarkCheck: Sendable {
    private(set) var roots: [Int: Hash256] = [:]
    private(set) var notes: [CheckpointVerifier.InLog] = []
    /// Checkpoints whose root is right.
    private(set) var lines = 0
    private(set) var broken: (position: LogPosition, problem: BrokenLine.Problem)?

    /// - Parameters:
    ///   - before: over the lines before the part.
    ///   - origin: the log's name.
    init(_ before: MerkleFrontier, _ marks: [ScannedChunk.Mark], origin: String?) {
        for mark in marks where broken == nil {
            var frontier = before
            frontier.append(mark.range)
            let root = frontier.root
            roots[frontier.size] = root
            guard let claim = mark.claim else { continue }
            if let problem = Self.problem(of: claim, frontier, root) {
                broken = (mark.position, problem)
            } else {
                lines += 1
                take(claim.note, at: mark.position, about: root, origin: origin)
            }
        }
    }

    private static func problem(
        of claim: AuditFact.Checkpointed, _ frontier: MerkleFrontier, _ root: Hash256
    ) -> BrokenLine.Problem? {
        // Whoever reads the line holds its root against its frontier.
        claim.frontier == frontier ? nil : .tree(stated: claim.frontier.root, actual: root)
    }

    private mutating func take(_ text: String?, at position: LogPosition, about root: Hash256, origin: String?) {
        guard let text else { return }
        do {
            let note = try SignedCheckpoint(parsing: text)
            if let origin, note.checkpoint == Checkpoint(origin: origin, size: position.sequence, root: root) {
                notes.append(CheckpointVerifier.InLog(note: note, position: position))
            } else {
                broken = (position, .checkpoint("its signed note is about something else than the lines before it"))
            }
        } catch { broken = (position, .checkpoint("its signed note cannot be read: \(error)")) }
    }
}
