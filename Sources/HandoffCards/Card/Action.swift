import StrictJSON

/// What would be done, typed: the part of a card that an approval binds to.
package struct Action: Sendable, Equatable {
    /// A dotted name, for example `email.send`.
    package let type: String
    package let target: String?
    package let arguments: JSONObject
    /// Nil when the agent does not say, which counts as not reversible.
    package let reversible: Bool?
    /// Whether it reaches people outside; nil counts as yes.
    package let external: Bool?
    /// How many things or people it touches; nil counts as more than one.
    package let scale: Int?
    package let value: Money?

    package struct Money: Sendable, Equatable, CustomStringConvertible {
        /// A decimal string, for example `1200.00`.
        package let amount: String
        /// Three capital letters (ISO 4217).
        package let currency: String

        package var description: String { amount + " " + currency }
        package var document: JSONValue { ["amount": .string(amount), "currency": .string(currency)] }
    }
}

extension Action {
    /// What a command of `handoff run` is given besides the variables that are named: too little to change what it does, enough to find
    /// programs and files.
    package static let standardVariables = ["HOME", "LANG", "PATH", "USER"]

    /// The command that arguments such as those of `handoff run` stand for, as a shell would take it, and where it starts; nil for others. Whether
    /// it is what is carried out depends on who does that.
    package static func command(_ arguments: JSONObject) -> String? {
        let members = Set(arguments.members.map(\.name))
        guard members == ["argv", "directory", "environment", "executable"],
            let executable = arguments["executable"]?.string, let directory = arguments["directory"]?.string,
            let words = arguments["argv"]?.array?.compactMap(\.string), let variables = arguments["environment"]?.object
        else { return nil }
        let named = variables.members.filter { !standardVariables.contains($0.name) }
            .map { $0.name + "=" + ($0.value.string ?? "") }
        let command = (named.isEmpty ? [] : ["env"] + named) + [executable] + words.dropFirst()
        return ShellWords.quoted(command) + " in " + ShellWords.quoted(directory)
    }
}

extension Action.Money {
    /// Reads `1200.00 EUR`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2,
            let money = try? Self(reading: ["amount": .string(parts[0]), "currency": .string(parts[1])])
        else { return nil }
        self = money
    }

    /// In millionths and without its sign, so that amounts can be summed; nil for what is not a whole number of them, or is beyond a trillion.
    package var micros: Int? {
        let parts = amount.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...2).contains(parts.count) else { return nil }
        var fraction = parts.count == 2 ? parts[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard fraction.utf8.count <= 6, let units = Int(whole), units <= 1_000_000_000_000,
            let rest = Int(fraction + String(repeating: "0", count: 6 - fraction.utf8.count))
        else { return nil }
        return units * 1_000_000 + rest
    }
}

extension Action {
    /// The SHA-256 of the RFC 8785 form of `{account, action, agent, arguments, target}`; an absent account or target is left out.
    /// Any change of one of the five gives another binding.
    package func binding(account: String?, agent: String, arguments: JSONObject) -> Hash256 {
        var members: [JSONObject.Member] = []
        if let account { members.append(.init(name: "account", value: .string(account))) }
        members.append(.init(name: "action", value: .string(type)))
        members.append(.init(name: "agent", value: .string(agent)))
        members.append(.init(name: "arguments", value: .object(arguments)))
        if let target { members.append(.init(name: "target", value: .string(target))) }
        return Hash256(of: JSONValue.object(JSONObject(members)).canonicalBytes())
    }
}

extension Card {
    /// The binding of the action as proposed.
    package var actionBinding: Hash256 { actionBinding(arguments: action.arguments) }

    /// The binding of the action with other arguments: an edit, an option or the in-scope part.
    package func actionBinding(arguments: JSONObject) -> Hash256 {
        action.binding(account: account, agent: agent.name, arguments: arguments)
    }
}

extension JSONObject {
    /// Members of `other` replace or join those here; nothing nests.
    package func overlaid(with other: JSONObject) -> JSONObject {
        var result = self
        for member in other.members { result[member.name] = member.value }
        return result
    }
}
