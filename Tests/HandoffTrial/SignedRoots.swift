import HandoffAudit
import HandoffCards

/// The tree over a log's lines, against which signed checkpoints are held, in the log and beside it.
struct SignedRoots {
    /// By number of lines. Their roots are only made when they are asked for: the log grows faster than that.
    private var trees = [MerkleFrontier()]
    private var origin = ""
    private var checked: Set<String> = []

    /// How many notes were checked.
    var count: Int { checked.count }

    /// - Returns: what is wrong with the line, if it is a checkpoint; nil when all is well.
    mutating func pass(_ line: AuditLine) throws -> String? {
        if line.sequence == 0 { origin = Checkpoint.origin(ofLogBeginning: line.leaf) }
        var words: String?
        if case .logCheckpoint(let fact) = try line.fact {
            if fact.frontier != trees.last { words = "line \(line.sequence) states another tree" }
            guard let text = fact.note else { return "line \(line.sequence) is not signed" }
            words = try words ?? check(SignedCheckpoint(parsing: text))
        }
        var tree = trees.last ?? MerkleFrontier()
        tree.append(line.leaf)
        trees.append(tree)
        return words
    }

    /// - Returns: what is wrong with the note; nil when all is well.
    mutating func check(_ note: SignedCheckpoint) throws -> String? {
        guard checked.insert(note.text).inserted else { return nil }
        let size = note.checkpoint.size
        if size >= trees.count { return "signed are \(size) lines, and there are \(trees.count - 1)" }
        if note.checkpoint.origin != origin || note.checkpoint.root != trees[size].root {
            return "signed are other \(size) lines"
        }
        let isSigned = note.verified(by: [try TrialLog.signer.get().publicKey])
        return isSigned ? nil : "the checkpoint of \(size) lines is not signed by the log's key"
    }
}
