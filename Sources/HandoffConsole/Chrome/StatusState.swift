import HandoffCards

/// What the status line has to say.
package struct StatusState: Equatable, Sendable {
    /// How long infos and warnings stay, in milliseconds.
    static let stay = 6000

    /// Newest last; the last one is shown until it is dismissed.
    package internal(set) var errors: [String] = []
    package internal(set) var passing: Notice?
    var passingEnds = 0
    /// Whether what passes goes at the next key already.
    private var endsAtKey = false
    package internal(set) var admission: Admission?

    package struct Admission: Equatable, Sendable {
        let done: Int
        let total: Int
    }

    mutating func tell(_ level: Notice.Level, _ text: String, at uptime: Int) {
        if level == .error {
            // A fault that repeats itself is one fault.
            errors.removeAll { $0 == text }
            errors.append(text)
        } else {
            passing = Notice(level: level, text: text)
            passingEnds = uptime + Self.stay
            endsAtKey = false
        }
    }

    /// Says why a key did nothing, which matters until the next one.
    mutating func refuse(_ level: Notice.Level, _ text: String, at uptime: Int) {
        tell(level, text, at: uptime)
        endsAtKey = true
    }

    mutating func keyPressed() {
        if endsAtKey { passing = nil }
        endsAtKey = false
    }

    mutating func pass(at uptime: Int) {
        if passing != nil, uptime >= passingEnds { passing = nil }
    }
}
