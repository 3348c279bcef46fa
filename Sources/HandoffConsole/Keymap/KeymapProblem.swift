import Terminal

/// What is wrong with a keymap.
package enum KeymapProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// One key asks for two things in one situation.
    case conflict(Key, Request, Request)
    /// The terminal takes this key for itself, or it is too easily meant for something else.
    case reserved(Key, Request)
    /// The key that confirms also asks, or is Enter.
    case confirmsItself(Key)

    package var description: String {
        switch self {
        case .conflict(let key, let one, let other):
            "key \(key.name) is bound to both \(one.rawValue) and \(other.rawValue)"
        case .reserved(let key, let request): "key \(key.name) cannot be bound to \(request.rawValue)"
        case .confirmsItself(let key):
            "key \(key.name) cannot confirm: the key that confirms is never Enter nor one that asks"
        }
    }
}

extension Keymap {
    /// Everything wrong, each thing once; empty for a keymap that can be used.
    package func problems() -> [KeymapProblem] {
        var problems: [KeymapProblem] = []
        func report(_ problem: KeymapProblem) {
            if !problems.contains(problem) { problems.append(problem) }
        }
        for (place, binding) in bindings.enumerated() {
            for later in bindings[(place + 1)...] where later.key == binding.key && later.request != binding.request {
                if Self.meet(binding.scope, later.scope) {
                    report(.conflict(binding.key, binding.request, later.request))
                }
            }
            if [.control("s"), .control("q")].contains(binding.key)
                || binding.key == .control("d") && binding.request.decides
            {
                report(.reserved(binding.key, binding.request))
            }
            if binding.request == .confirm, binding.key == .enter || asks(binding.key) {
                report(.confirmsItself(binding.key))
            }
        }
        return problems
    }

    private func asks(_ key: Key) -> Bool { bindings.contains { $0.key == key && $0.request.decides } }

    /// Whether both scopes are looked up in some situation, and neither is meant to cover the other.
    private static func meet(_ one: KeyScope, _ other: KeyScope) -> Bool {
        if one.mayShadow(other) || other.mayShadow(one) { return false }
        return KeyContext.allCases.contains { $0.scopes.contains(one) && $0.scopes.contains(other) }
    }
}
