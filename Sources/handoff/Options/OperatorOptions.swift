import ArgumentParser

/// Who decides; the commands that sign an operator's decisions take it.
struct OperatorOptions: ParsableArguments {
    @Option(
        name: .customLong("operator"),
        help: ArgumentHelp(
            "Whose key signs (default: $HANDOFF_OPERATOR, else the only one there is).", valueName: "name"))
    var name: String?
}
