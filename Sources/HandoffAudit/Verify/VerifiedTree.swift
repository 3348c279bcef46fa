import HandoffCards

/// The log's parts joined to one chain and one tree.
struct VerifiedTree: Sendable {
    let plan: ScanPlan
    /// Those that begin with good lines, each with the tree over the lines before it.
    private(set) var parts: [Part] = []
    private(set) var frontier = MerkleFrontier()
    /// The lines from where consistency is asked for.
    private(set) var since: MerkleRange?
    /// Where the good lines end.
    private(set) var end = LogPosition.start
    private(set) var broken: BrokenLine?
    /// The log's name in checkpoints; nil without a line.
    private(set) var origin: String?

    struct Part: Sendable {
        let before: MerkleFrontier
        let chunk: ScannedChunk
    }

    init(plan: ScanPlan, chunks: [ScannedChunk]) {
        self.plan = plan
        for chunk in chunks where broken == nil { join(chunk) }
        if plan.since == frontier.size, since == nil { since = MerkleRange(start: frontier.size) }
        if broken == nil, let known = plan.known, known.sequence > end.sequence { fail(.missing, at: end) }
    }

    private mutating func join(_ chunk: ScannedChunk) {
        guard let start = chunk.start, let last = chunk.end, let range = chunk.range else {
            guard let problem = chunk.broken?.problem else { return }
            return fail(problem, at: end)
        }
        guard start.sequence == end.sequence else { return fail(.sequence(stated: start.sequence), at: end) }
        guard start.leaf == end.leaf else { return fail(.previous(stated: start.leaf, actual: end.leaf), at: end) }
        parts.append(Part(before: frontier, chunk: chunk))
        if let first = chunk.first, frontier.size == 0 { origin = Checkpoint.origin(ofLogBeginning: first) }
        frontier.append(range)
        if let begun = chunk.since { since = begun } else { since?.append(range) }
        end = last
        broken = chunk.broken
    }

    /// The lines from that place on are not good; there is nothing better known about a line before it.
    mutating func fail(_ problem: BrokenLine.Problem, at place: LogPosition) {
        end = place
        broken = BrokenLine(sequence: place.sequence, offset: place.offset, problem: problem)
    }

    /// No other line vouches for the last one, so that it is looked at as it is.
    mutating func checkLastLine() throws(AuditError) {
        guard !plan.isDeep, broken == nil, let range = parts.last?.chunk.last else { return }
        let bytes = try onDisk { () throws(DiskError) in
            try plan.bytes.read(at: range.lowerBound, count: range.count)
        }
        do {
            let line = try bytes.line(0..<bytes.count, at: range.lowerBound)
            do { _ = try line.checkedEnding() } catch {
                guard case .broken(let broken) = error else { throw error }
                fail(broken.problem, at: line.start)
            }
        } catch let line as BrokenLine {
            // It was hashed, so its head is right; where it begins is known, and nothing good is lost by its being told alone.
            let before = LogPosition(
                sequence: end.sequence - 1, offset: range.lowerBound, leaf: previousLeaf(in: bytes))
            fail(line.problem, at: before)
        } catch let error as AuditError {
            throw error
        } catch {}
    }

    private func previousLeaf(in line: [UInt8]) -> Hash256 {
        line.withUnsafeBytes { LineHead($0)?.previous } ?? .zero
    }

    /// Finds the first line that ends a card which had ended before.
    mutating func checkEndings() throws(AuditError) {
        var endings = parts.flatMap(\.chunk.endings)
        endings.sort { ($0.key, $0.sequence) < ($1.key, $1.sequence) }
        var first: (line: AuditLine, before: Int)?
        for (one, other) in zip(endings, endings.dropFirst()) where one.key == other.key {
            if let first, first.line.sequence <= other.sequence { continue }
            let (one, other) = (try line(one), try line(other))
            // The same card, and not two of which the hashes begin alike.
            guard try one.fact.card == other.fact.card else { continue }
            first = (other, one.sequence)
        }
        guard let first, let card = try first.line.fact.card else { return }
        if first.line.sequence < (broken?.sequence ?? .max) {
            fail(.ended(card: card, sequence: first.before), at: first.line.start)
        }
    }

    private func line(_ ending: ScannedChunk.Ending) throws(AuditError) -> AuditLine {
        let bytes = try onDisk { () throws(DiskError) in
            try plan.bytes.read(at: ending.offset, count: ending.length)
        }
        do { return try bytes.line(0..<bytes.count, at: ending.offset) } catch { throw .broken(error) }
    }
}

extension AuditLine {
    /// Where it begins.
    fileprivate var start: LogPosition { LogPosition(sequence: sequence, offset: offset, leaf: previous) }
}
