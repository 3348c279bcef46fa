import HandoffCards
import Testing

/// Something that an agent tries so that its action runs without a decision for it.
struct Attack: Sendable, CustomTestStringConvertible {
    let name: String
    /// What the log says of why nothing came of it.
    let words: String
    /// Does it, and says which card the gate is then asked to carry out; nil for the victim.
    let mount: @Sendable (AttackScene) throws -> CardID?

    init(_ name: String, _ words: String, _ mount: @escaping @Sendable (AttackScene) throws -> CardID?) {
        self.name = name
        self.words = words
        self.mount = mount
    }

    var testDescription: String { name }

    static let undecided = "nobody has decided yet"
}
