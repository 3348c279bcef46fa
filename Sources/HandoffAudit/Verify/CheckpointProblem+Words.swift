extension CheckpointProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .forged(let size):
            "The signature on the checkpoint of \(size) lines is said to be a trusted key's, and does not fit its text"
        case .otherLog(let stated, let actual):
            "A checkpoint is about the log \(stated), and this one is "
                + (actual ?? "another: its first line is not what it was")
        case .cut(let size, let lines):
            "The log was cut: a signed checkpoint says that it had \(size) lines, and it has \(lines)"
        case .differs(let size, let signed, let actual):
            "The log was rewritten: its first \(size) lines are not those that were signed. "
                + "Signed is the root \(signed.hex), and theirs is \(actual.hex)"
        case .untrusted(let size): "No key that is trusted here signed this checkpoint of \(size) lines"
        case .otherKey(let size, let covered):
            "The checkpoint of \(size) lines is signed by a key that is not trusted here, and what trusted keys signed "
                + (covered == 0 ? "covers no line" : "ends after line \(covered)")
        case .unsigned(let lines, 0):
            "No checkpoint that a trusted key signed covers any of \(lines) lines, and a gate signs every few hundred"
        case .unsigned(let lines, let covered):
            "What trusted keys signed ends after line \(covered) of \(lines), and a gate signs every few hundred"
        }
    }

    /// In few letters, for programs.
    package var name: String {
        switch self {
        case .forged: "forged"
        case .otherLog: "other_log"
        case .cut: "cut"
        case .differs: "rewritten"
        case .untrusted: "untrusted"
        case .otherKey: "other_key"
        case .unsigned: "unsigned"
        }
    }
}
