import Terminal

/// An error in words: what happened and where, and what to do next.
struct Failure: Error, Equatable {
    var status: ProcessStatus
    /// One sentence without a full stop. May hold text of agents.
    var what: String
    /// What the reader can do about it.
    var advice: String?

    init(_ status: ProcessStatus, _ what: String, advice: String? = nil) {
        self.status = status
        self.what = what
        self.advice = advice
    }

    /// What goes to standard error: nothing that an agent wrote can make a line of its own or move the cursor.
    var text: String {
        var text = "handoff: " + SafeText.visible(what) + "\n"
        if let advice { text += "  " + SafeText.visible(advice) + "\n" }
        return text
    }
}
