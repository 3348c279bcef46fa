import ArgumentParser
import HandoffCards
import StrictJSON

/// A card's members as options.
struct AskOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What would be done, a dotted name such as email.send.", valueName: "type"))
    var action: String

    @Option(help: ArgumentHelp("What you were doing: one sentence.", valueName: "text"))
    var context: String

    @Option(help: ArgumentHelp("What you want to do: one or two sentences.", valueName: "text"))
    var proposal: String

    @Option(
        name: .customLong("arg"),
        help: ArgumentHelp("An argument of the action, a text; may be repeated.", valueName: "name=value"))
    var arguments: [NamedValue] = []

    @OptionGroup(title: "The card") var common: CardOptions

    @Option(help: ArgumentHelp("An answer to choose from; may be repeated.", valueName: "id=label"))
    var option: [NamedValue] = []

    @Option(help: ArgumentHelp("What the options answer.", valueName: "text"))
    var question: String?

    func validate() throws {
        if question != nil, option.isEmpty { throw ValidationError("--question needs an --option to answer it with.") }
        for names in [arguments, option] {
            for (place, each) in names.enumerated() where names[..<place].contains(where: { $0.name == each.name }) {
                throw ValidationError("\(each.name) is given twice.")
            }
        }
    }
}

extension AskOptions {
    /// The card without its `id`. Whether it is well formed is for the card's reader to say.
    func document(now: Timestamp, user: String?) -> JSONValue {
        var card = common.members(now: now, user: user)
        card["context"] = .string(context)
        card["proposal"] = .string(proposal)
        card["action"] = .object(
            common.action(action, JSONObject(arguments.map { .init(name: $0.name, value: .string($0.value)) })))
        card["trigger"] = ["kind": .string(option.isEmpty ? "boundary" : "confidence")]
        if !option.isEmpty {
            let options = option.map { JSONValue.object(["id": .string($0.name), "label": .string($0.value)]) }
            card["question"] = ["text": .string(question ?? proposal), "options": .array(options)]
        }
        return .object(card)
    }
}
