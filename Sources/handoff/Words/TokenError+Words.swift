import HandoffGate
import Terminal

extension TokenError {
    var words: String { SafeText.visible(description) }
}
