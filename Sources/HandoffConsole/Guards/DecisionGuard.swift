import Terminal

/// Decides whether a decision key counts.
///
/// A key counts when what it decides has been on screen unchanged for `delay`, and when it is not the same key once
/// more within `repeatGap`: terminals do not tell a held key from one pressed again, and a held key starts to repeat
/// only after 250 to 660 ms, which is longer than `delay`. A key that comes before its time starts the delay anew.
package struct DecisionGuard: Equatable, Sendable {
    /// Milliseconds.
    package static let delay = 300
    /// Milliseconds; longer than the first delay of autorepeat on Linux consoles, X, Wayland desktops, macOS and
    /// Windows as they come.
    package static let repeatGap = 700

    package enum Refusal: Equatable, Sendable {
        case notArmed
        /// The same key too soon after itself.
        case held
    }

    /// Uptime in milliseconds from which decision keys count.
    package private(set) var armsAt: Int
    /// Why the last key did not count, until the guard is armed again.
    package private(set) var refusal: Refusal?
    private var lastKey: Key?
    private var lastPress = 0
    private var lastWasDeciding = false

    package init(uptime: Int) { armsAt = uptime + Self.delay }

    package func isArmed(at uptime: Int) -> Bool { uptime >= armsAt }

    /// From when a key that decided, or tried to, would count again if it were pressed.
    package var settlesAt: Int { lastWasDeciding ? max(armsAt, lastPress + Self.repeatGap) : armsAt }

    /// What can be decided changed, or the operator has only just come to see it.
    package mutating func rearm(at uptime: Int) {
        armsAt = uptime + Self.delay
        refusal = nil
    }

    /// Whether a decision key counts now.
    package mutating func admits(_ key: Key, at uptime: Int) -> Bool {
        if !isArmed(at: uptime) {
            refusal = .notArmed
        } else if lastKey == key, uptime - lastPress < Self.repeatGap {
            // The gap runs from this press on already; a different key need not wait for it.
            refusal = .held
            return false
        } else {
            refusal = nil
            return true
        }
        armsAt = uptime + Self.delay
        return false
    }

    /// Every key is noted after it was handled, deciding or not.
    package mutating func note(_ key: Key, isDeciding: Bool, at uptime: Int) {
        lastKey = key
        lastPress = uptime
        lastWasDeciding = isDeciding
    }
}
