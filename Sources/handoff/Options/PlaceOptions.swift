import ArgumentParser
import HandoffGate

/// Where everything is kept; every command takes these.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where queue, audit and keys are kept (default: $HANDOFF_HOME, else ~/.local/state/handoff).",
            valueName: "dir"),
        completion: .directory)
    var home: String?

    @Option(
        help: ArgumentHelp(
            "Where config.yaml and your themes are (default: $HANDOFF_CONFIG, else ~/.config/handoff).",
            valueName: "dir"),
        completion: .directory)
    var config: String?

    func handoffHome(_ environment: [String: String] = Environment.current) throws -> HandoffHome {
        try HandoffHome(home: home, configuration: config, environment: environment)
    }
}

extension PlaceOptions {
    /// `handoff --home DIR list` means `handoff list --home DIR`: options of place that stand before the command's name
    /// go to where the command reads them, its end, or before a `--`.
    static func moved(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var place = 0
        while place < arguments.count {
            let argument = arguments[place]
            if argument == "--home" || argument == "--config" {
                guard place + 1 < arguments.count else { return arguments }
                leading += arguments[place...place + 1]
                place += 2
            } else if argument.hasPrefix("--home=") || argument.hasPrefix("--config=") {
                leading.append(argument)
                place += 1
            } else {
                break
            }
        }
        guard !leading.isEmpty else { return arguments }
        var rest = Array(arguments[place...])
        rest.insert(contentsOf: leading, at: rest.firstIndex(of: "--") ?? rest.endIndex)
        return rest
    }
}
