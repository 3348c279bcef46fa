import HandoffCards

/// The log's end, and what who appends there must know of the lines before it.
struct LogTip: Sendable {
    var position: LogPosition
    /// The last line's.
    var time: Timestamp?
    /// The Merkle tree over all lines; nil until somebody needs it. Only good when its size is the position's.
    private var frontier: MerkleFrontier?
    private var origin: String?
    /// Signed since they were last handed on.
    var notes: [SignedCheckpoint] = []
    /// This process appended something that no signed checkpoint covers.
    var isUnsigned = false

    init(_ position: LogPosition, time: Timestamp?) {
        self.position = position
        self.time = time
    }

    /// Goes on behind a line.
    mutating func pass(_ leaf: Hash256, to end: LogPosition, time: Timestamp) {
        if position.sequence == 0 {
            frontier = MerkleFrontier()
            origin = Checkpoint.origin(ofLogBeginning: leaf)
        }
        if frontier?.size == position.sequence { frontier?.append(leaf) } else { frontier = nil }
        position = end
        self.time = time
    }

    /// The tree over all lines; where it must be made, from the nearest checkpoint on.
    ///
    /// - Returns: Whether that was far: the next one had better find a checkpoint nearer.
    mutating func makeTree(_ files: LogFiles) throws(AuditError) -> (tree: MerkleFrontier, wasFar: Bool) {
        if position.sequence == 0 { frontier = MerkleFrontier() }
        if let frontier, frontier.size == position.sequence { return (frontier, false) }
        let (tree, wasFar) = try files.tree(at: position)
        frontier = tree
        return (tree, wasFar)
    }

    /// The log's name; nil as long as it has no line.
    mutating func name(_ files: LogFiles) throws(AuditError) -> String? {
        if let origin { return origin }
        guard let first = try files.firstLine() else { return nil }
        let name = Checkpoint.origin(ofLogBeginning: first.leaf)
        origin = name
        return name
    }
}

extension LogFiles {
    func firstLine() throws(AuditError) -> AuditLine? {
        var reader = AuditReader(folder: folder, files: self, from: .start)
        return try reader.next()
    }

    /// The Merkle tree over all lines before `end`, made by reading back to the nearest checkpoint. Where there is none
    /// near, all lines are read.
    fileprivate func tree(at end: LogPosition) throws(AuditError) -> (MerkleFrontier, wasFar: Bool) {
        let backward = BackwardReader(files: self)
        var leaves: [Hash256] = []
        var place = end.offset - 1
        while place > 0, leaves.count < Self.near {
            // Few at first: a command that did one thing signed a checkpoint after its few lines.
            let count = max(4, min(64, leaves.count))
            for line in try backward.lines(endingAt: place, count: count).reversed() {
                leaves.append(line.leaf)
                place = line.offset - 1
                if let tree = try line.checkpointedTree { return (tree.appending(leaves.reversed()), false) }
            }
        }
        if place < 0 { return (MerkleFrontier().appending(leaves.reversed()), false) }
        var reader = AuditReader(folder: folder, files: self, from: .start)
        var tree = MerkleFrontier()
        while reader.position.offset < end.offset, let line = try reader.next() { tree.append(line.leaf) }
        guard reader.position == end else {
            throw .broken(BrokenLine(sequence: end.sequence, offset: end.offset, problem: .missing))
        }
        return (tree, true)
    }

    /// In lines: some more than stand between two checkpoints.
    private static let near = 2048
}

extension AuditLine {
    /// What the line says of the lines before it; nil unless it is a checkpoint.
    fileprivate var checkpointedTree: MerkleFrontier? {
        get throws(AuditError) {
            guard type == "log.checkpoint", case .logCheckpoint(let fact) = try fact,
                fact.frontier.size == sequence
            else { return nil }
            return fact.frontier
        }
    }
}

extension MerkleFrontier {
    fileprivate func appending(_ leaves: some Sequence<Hash256>) -> MerkleFrontier {
        var tree = self
        for leaf in leaves { tree.append(leaf) }
        return tree
    }
}
