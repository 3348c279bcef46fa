import HandoffCards
import StrictJSON
import Testing

@Suite struct PressTests {
    @Test(arguments: [
        (Press.button("send"), "send"), (.approve, "send"), (.button("review"), "review"),
    ])
    func buttons(press: Press, id: String) throws {
        let card = try ExampleCard.card()
        let verdict = try card.verdict(of: press)
        #expect(verdict == (id == "review" ? .review : .approve(button: id, arguments: card.action.arguments)))
    }

    @Test func anOptionIsLaidOverTheArguments() throws {
        let verdict = try ExampleCard.card().verdict(of: .option("standard"))
        guard case .approve(nil, let arguments) = verdict else { return #expect(Bool(false), "\(verdict)") }
        #expect(arguments["subject"] == "Standard terms")
        #expect(arguments["body"] == "Hello Lena, …")
    }

    @Test func thePartInScopeIsLaidOverTheArguments() throws {
        let arguments = try ExampleCard.card().arguments(approving: .inScope)
        #expect(arguments["body"] == "Short")
        #expect(arguments["subject"] == "Your renewal")
    }

    @Test func unknownButtonsAndOptionsAreNamed() throws {
        let card = try ExampleCard.card()
        #expect(throws: PressError.noSuchButton("go", has: ["send", "review", "skip"])) {
            _ = try card.verdict(of: .button("go"))
        }
        #expect(throws: PressError.noSuchOption("go")) { _ = try card.verdict(of: .option("go")) }
    }

    static let edits: [(edit: JSONObject, allowed: Bool)] = [
        (["to": ["lena@northwind.example"], "subject": "Hi", "body": "Hello Lena, …"], true),
        (["to": ["lena@northwind.example"], "subject": "Hi", "body": ["a": 1]], true),
        (["to": ["boss@northwind.example"], "subject": "Hi", "body": ""], false),
        (["to": ["lena@northwind.example"], "subject": "Hi"], false),
        (["to": ["lena@northwind.example"], "subject": "Hi", "body": "", "cc": ["eve"]], false),
        ([:], false),
    ]

    @Test(arguments: edits)
    func onlyWhatIsEditableMayChange(edit: JSONObject, allowed: Bool) throws {
        let card = try ExampleCard.card()
        if allowed {
            try card.checkEdit(of: card.action.arguments, to: edit)
        } else {
            #expect(throws: PressError.self) { try card.checkEdit(of: card.action.arguments, to: edit) }
        }
    }
}
