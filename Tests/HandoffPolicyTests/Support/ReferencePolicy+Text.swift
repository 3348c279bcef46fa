extension ReferencePolicy {
    /// As YAML; the rules in the order in which they stand.
    var text: String {
        var text = "version: 1\ndefault: \(Self.rulings[unknown])\nfirst_time: \(asksFirstTime ? "ask" : "act")\n"
        text += "actions:\n"
        if entries.isEmpty { text += "  none.such: {consequence: low}\n" }
        for entry in entries { text += "  \(entry.action): {\(entry.members.joined(separator: ", "))}\n" }
        text += "rules: [\n"
        for rule in rules {
            let when = rule.conditions.filter { !$0.isArgument }.map(\.text)
            let arguments = rule.conditions.filter(\.isArgument).map(\.text)
            let all = when + (arguments.isEmpty ? [] : ["arguments: {\(arguments.joined(separator: ", "))}"])
            text += "  {id: \(rule.id), ruling: \(Self.rulings[rule.ruling]), because: \"of \(rule.id)\", "
            text += "when: {\(all.joined(separator: ", "))}},\n"
        }
        return text + "]\n"
    }
}

extension ReferencePolicy.Entry {
    fileprivate var members: [String] {
        let word = ["low", "medium", "", "high", "critical"][consequence]
        var members = ["consequence: \(word)", "reversible: \(isReversible)", "external: \(isExternal)"]
        if let confidence { members.append("min_confidence_to_act: \(hundredths(confidence))") }
        if let maxScale { members.append("max_scale: \(maxScale)") }
        if let maxValue { members.append("max_value: {amount: \"\(hundredths(maxValue))\", currency: EUR}") }
        if countsRecipients { members.append("scale_from: /to") }
        return members
    }
}

extension ReferencePolicy.Condition {
    fileprivate var isArgument: Bool {
        switch self {
        case .subject, .recipient, .dryRun, .amount, .priority, .noteAbsent: true
        default: false
        }
    }

    fileprivate var text: String {
        func list(_ patterns: [String]) -> String {
            patterns.count == 1
                ? "\"\(patterns[0])\"" : "[" + patterns.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
        func range(_ over: String?, _ under: String?) -> String {
            [over.map { "over: " + $0 }, under.map { "under: " + $0 }].compactMap { $0 }.joined(separator: ", ")
        }
        switch self {
        case .action(let patterns): return "action: " + list(patterns)
        case .account(let patterns): return "account: " + list(patterns)
        case .agent(let patterns): return "agent: " + list(patterns)
        case .target(let patterns): return "target: " + list(patterns)
        case .subject(let pattern): return "/subject: \"\(pattern)\""
        case .recipient(let pattern): return "/to/0: \"\(pattern)\""
        case .dryRun(let bool): return "/dry_run: \(bool)"
        case .amount(let over): return "/amount: {over: \"\(hundredths(over))\"}"
        case .priority(let number): return "/priority: \(number)"
        case .noteAbsent(let bool): return "/note: {absent: \(bool)}"
        case .external(let bool): return "external: \(bool)"
        case .reversible(let bool): return "reversible: \(bool)"
        case .firstTime(let bool): return "first_time: \(bool)"
        case .scale(let over, let under): return "scale: {\(range(over.map { "\($0)" }, under.map { "\($0)" }))}"
        case .value(let over, let under, let currency):
            return "value: {\(range(over.map(hundredths), under.map(hundredths))), currency: \(currency)}"
        case .confidence(let under): return "confidence: {under: \(hundredths(under))}"
        case .time(let from, let to): return "time: {from: \"\(clock(from))\", to: \"\(clock(to))\"}"
        case .weekday(let days):
            return "weekday: [" + days.map { ReferencePolicy.weekdays[$0] }.joined(separator: ", ") + "]"
        }
    }
}

func hundredths(_ number: Int) -> String {
    let (whole, part) = abs(number).quotientAndRemainder(dividingBy: 100)
    return (number < 0 ? "-" : "") + "\(whole)." + (part < 10 ? "0" : "") + "\(part)"
}

func clock(_ minutes: Int) -> String {
    let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
}
