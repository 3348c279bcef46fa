import Dispatch
import HandoffCards
import Synchronization

/// Holds checkpoints, those in the log and those beside it, against the tree that the lines make.
struct CheckpointVerifier {
    private let demand: VerificationDemand
    private var tree: VerifiedTree
    private let origin: String?
    private var findings = CheckpointFindings()
    private var counts = CheckpointCounts()
    private var roots: [Int: Hash256] = [0: .emptyTree]
    /// In the log, in ascending order.
    private var notes: [InLog] = []

    /// A note that a line of the log carries.
    struct InLog: Sendable {
        var note: SignedCheckpoint
        var position: LogPosition
    }

    init(demand: VerificationDemand, tree: VerifiedTree) {
        self.demand = demand
        self.tree = tree
        origin = tree.origin
    }

    mutating func verification(_ file: NoteFile) -> Verification {
        checkLines()
        checkSignaturesInLog()
        findings.isTorn = file.isTorn
        findings.unreadable = file.unreadable
        checkNotes(file.notes + demand.kept)
        let proof = checkSince()
        judgeKeys()
        counts.enter(&findings)
        let report = VerificationReport(
            lines: tree.end.sequence, end: tree.end, broken: tree.broken,
            tornBytes: tree.broken == nil ? tree.plan.bytes.size - tree.end.offset : 0)
        let root = tree.broken == nil ? tree.frontier.root : nil
        findings.covered = min(findings.covered, tree.end.sequence)
        return Verification(report: report, root: root, origin: origin, checkpoints: findings, consistency: proof)
    }

    /// The roots that lines state, and those at all sizes that are asked about.
    private mutating func checkLines() {
        let (parts, origin) = (tree.parts, origin)
        let results = concurrently(parts.count) { place in
            MarkCheck(parts[place].before, parts[place].chunk.marks, origin: origin)
        }
        for result in results {
            for (size, root) in result.roots where size <= tree.end.sequence { roots[size] = root }
            for note in result.notes where note.position.sequence < tree.end.sequence { notes.append(note) }
            findings.lines += result.lines
            guard let broken = result.broken else { continue }
            if broken.position.sequence < (tree.broken?.sequence ?? .max) {
                tree.fail(broken.problem, at: broken.position)
            }
            return
        }
    }

    private mutating func checkSignaturesInLog() {
        let (keys, notes) = (demand.keys, notes)
        guard !keys.isEmpty else {
            for note in notes { counts.unknown.formUnion(note.note.claims) }
            return
        }
        let first = demand.isDeep ? 0 : max(0, notes.count - VerificationDemand.newest)
        let standings = concurrently(notes.count) { place in
            place < first ? notes[place].note.standingUnchecked(with: keys) : notes[place].note.standing(with: keys)
        }
        for (place, note) in notes.enumerated() {
            switch standings[place] {
            case .signed where place < first: counts.unchecked.formUnion(note.note.claims(of: demand.keys))
            case .signed:
                counts.signed.formUnion(note.note.claims(of: demand.keys))
                findings.covered = max(findings.covered, note.note.checkpoint.size)
            case .unknown: counts.unknown.formUnion(note.note.claims)
            case .forged:
                tree.fail(
                    .checkpoint("its checkpoint's signature is said to be a trusted key's, and does not fit"),
                    at: note.position)
                return
            }
        }
    }

    private mutating func checkNotes(_ others: [SignedCheckpoint]) {
        let known = Set(notes.map(\.note.text))
        let others = others.filter { !known.contains($0.text) }
        let keys = demand.keys
        let first = demand.isDeep ? 0 : max(0, others.count - VerificationDemand.newest)
        let standings = concurrently(others.count) { place in
            place < first ? others[place].standingUnchecked(with: keys) : others[place].standing(with: keys)
        }
        for (place, note) in others.enumerated() {
            switch standings[place] {
            case .unknown: counts.unknown.formUnion(note.claims)
            case .forged: found(.forged(size: note.checkpoint.size))
            case .signed:
                if let problem = problem(of: note.checkpoint) {
                    found(problem)
                } else if place < first {
                    counts.unchecked.formUnion(note.claims(of: keys))
                } else {
                    counts.signed.formUnion(note.claims(of: keys))
                    findings.covered = max(findings.covered, note.checkpoint.size)
                }
            }
        }
    }

    private mutating func found(_ problem: CheckpointProblem) {
        if findings.problem == nil { findings.problem = problem }
    }

    /// What is wrong with what a trusted key signed.
    private func problem(of checkpoint: Checkpoint) -> CheckpointProblem? {
        guard checkpoint.origin == origin || (origin == nil && tree.broken == nil) else {
            // A first line that is another, or broken, gives the log another name.
            return .otherLog(stated: checkpoint.origin, actual: origin)
        }
        guard let root = roots[checkpoint.size] else {
            // After a line that is broken nothing is known.
            return tree.broken == nil ? .cut(size: checkpoint.size, lines: tree.end.sequence) : nil
        }
        return root == checkpoint.root
            ? nil : .differs(size: checkpoint.size, signed: checkpoint.root, actual: root)
    }

    private mutating func checkSince() -> ConsistencyProof? {
        guard let since = demand.since else { return nil }
        let checkpoint = since.checkpoint
        switch since.standing(with: demand.keys) {
        case .forged: findings.problem = .forged(size: checkpoint.size)
        case .unknown: findings.problem = .untrusted(size: checkpoint.size)
        case .signed:
            if let problem = problem(of: checkpoint) {
                findings.problem = problem
                return nil
            }
            guard tree.broken == nil else { return nil }
            counts.signed.formUnion(since.claims(of: demand.keys))
            findings.covered = max(findings.covered, checkpoint.size)
            return consistency(from: checkpoint)
        }
        return nil
    }

    private mutating func consistency(from checkpoint: Checkpoint) -> ConsistencyProof? {
        guard checkpoint.size > 0, let added = tree.since, let first = frontier(of: checkpoint.size) else { return nil }
        let proof = ConsistencyProof(from: first, adding: added)
        let whole = (size: tree.frontier.size, root: tree.frontier.root)
        guard proof.leads(from: (size: checkpoint.size, root: checkpoint.root), to: whole) else {
            findings.problem = .differs(size: checkpoint.size, signed: checkpoint.root, actual: first.root)
            return nil
        }
        return proof
    }

    private func frontier(of size: Int) -> MerkleFrontier? {
        for part in tree.parts {
            guard let mark = part.chunk.marks.first(where: { $0.position.sequence == size }) else { continue }
            var frontier = part.before
            frontier.append(mark.range)
            return frontier
        }
        return nil
    }

    /// Whether what the trusted keys signed is what they would have signed of a log that nobody else has touched.
    private mutating func judgeKeys() {
        guard !demand.keys.isEmpty, findings.problem == nil, tree.broken == nil else { return }
        let newest = notes.last { $0.note.standingUnchecked(with: demand.keys) == .unknown }?.note.checkpoint.size ?? 0
        if newest > findings.covered {
            findings.problem = .otherKey(size: newest, covered: findings.covered)
        } else if tree.end.sequence - findings.covered > VerificationDemand.longestUnsigned {
            findings.problem = .unsigned(lines: tree.end.sequence, covered: findings.covered)
        }
    }
}

/// Makes so many things on all processors.
///
/// - Returns: them in their order.
private func concurrently<T: Sendable>(_ count: Int, _ make: @Sendable (Int) -> T) -> [T] {
    let results = Mutex<[T?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
        let made = make(place)
        results.withLock { $0[place] = made }
    }
    return results.withLock { $0 }.compactMap(\.self)
}
