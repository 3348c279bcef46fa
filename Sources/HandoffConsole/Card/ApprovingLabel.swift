/// Whether an agent's label says by itself that its button approves. An agent calls its buttons as it likes, and people press what they read.
enum ApprovingLabel {
    /// It begins with a verb that does something, and has no word that takes that back. Anything else is shown behind the console's own verb.
    static func speaksForItself(_ label: String) -> Bool {
        let words = label.lowercased().split { !($0.isLetter || $0 == "'" || $0 == "\u{2019}") }.map(String.init)
        guard let first = words.first, verbs.contains(first) else { return false }
        return !words.contains { denials.contains($0) || $0.hasSuffix("n't") || $0.hasSuffix("n\u{2019}t") }
    }

    private static let verbs: Set = [
        "accept", "add", "allow", "apply", "approve", "archive", "assign", "book", "call", "charge", "clean", "close",
        "commit",
        "confirm", "continue", "copy", "create", "delete", "deploy", "do", "drop", "edit", "email", "enable", "export",
        "file",
        "fix", "grant", "import", "install", "invite", "issue", "label", "launch", "merge", "migrate", "move", "notify",
        "ok",
        "open", "order", "pay", "place", "post", "proceed", "publish", "purge", "push", "queue", "refund", "release",
        "remove",
        "rename", "renew", "reply", "reset", "restart", "restore", "resume", "retry", "roll", "run", "save", "schedule",
        "scale",
        "send", "set", "share", "ship", "sign", "start", "submit", "sync", "tag", "tidy", "transfer", "trash",
        "trigger", "try",
        "update", "upgrade", "upload", "use", "write", "yes",
    ]
    private static let denials: Set = [
        "abort", "answer", "back", "block", "cancel", "decline", "defer", "deny", "discard", "dismiss", "ignore",
        "later", "never",
        "no", "none", "not", "nothing", "postpone", "refuse", "reject", "review", "skip", "stop", "undo", "without",
    ]
}
