import HandoffConsole
import HandoffGate

/// How the console is opened.
struct ConsoleOptions {
    var home: HandoffHome
    /// Nil for the one that the configuration names, or the default.
    var theme: String?
    /// Plain text and numbered choices in place of a full screen.
    var isPlain: Bool
    var isReadOnly: Bool
    /// What shows first.
    var view = ConsoleState.View.queue
    /// Who decides; nil for what the environment says, or the only one that can.
    var operatorName: String?
}
