import StrictJSON

extension Card.Agent {
    init(reading value: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(value, at: "/agent")
        name = try members.text("name")
        version = try members.optionalText("version")
        run = try members.optionalText("run")
        try members.finish()
    }
}

extension Action {
    init(reading value: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(value, at: "/action")
        type = try members.text("type")
        guard type.utf8.count <= 96, type.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw members.failure("type", .invalid("it is not a name of up to 96 visible ASCII characters"))
        }
        target = try members.optionalText("target")
        arguments = try members.optionalObject("arguments") ?? JSONObject()
        reversible = try members.optionalBool("reversible")
        external = try members.optionalBool("external")
        scale = try members.optionalInteger("scale")
        if let scale, scale < 0 { throw members.failure("scale", .invalid("it is below zero")) }
        self.value = try members.optionalValue("value").map { value throws(JSONShapeError) in try Money(reading: value)
        }
        try members.finish()
    }
}

extension Action.Money {
    package init(reading value: JSONValue, at path: String = "/action/value") throws(JSONShapeError) {
        var members = try MemberReader(value, at: path)
        amount = try members.string("amount")
        guard Self.isDecimal(amount) else {
            throw members.failure("amount", .invalid("it is not a decimal string such as \"1200.00\""))
        }
        currency = try members.string("currency")
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw members.failure("currency", .invalid("it is not three capital letters"))
        }
        try members.finish()
    }

    /// `-?digits[.digits]`, at most 40 bytes.
    private static func isDecimal(_ text: String) -> Bool {
        let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return text.utf8.count <= 40
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }
}

extension Card.Question {
    init(reading value: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(value, at: "/question")
        text = try members.text("text")
        let values = try members.array("options")
        guard (1...9).contains(values.count) else {
            throw members.failure("options", .invalid("a question has one to nine options"))
        }
        var options: [Option] = []
        for (place, value) in values.enumerated() {
            var members = try MemberReader(value, at: "/question/options/\(place)")
            let option = Option(
                id: try members.text("id"), label: try members.text("label"),
                confidence: try members.optionalShare("confidence"),
                arguments: try members.optionalObject("arguments") ?? JSONObject())
            if options.contains(where: { $0.id == option.id }) {
                throw members.failure("id", .invalid("another option has the same id"))
            }
            try members.finish()
            options.append(option)
        }
        self.options = options
        try members.finish()
    }
}

extension Card.Scope {
    init(reading value: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(value, at: "/scope")
        boundary = try members.text("boundary")
        extend = try members.optionalText("extend")
        outOfScope = try members.optionalText("out_of_scope")
        saved = try members.optionalText("saved")
        if let saved, CardID(saved) == nil {
            throw members.failure("saved", .invalid("it is not a plain file name"))
        }
        inScope = try members.optionalValue("in_scope").map { value throws(JSONShapeError) in
            var part = try MemberReader(value, at: "/scope/in_scope")
            let result = InScope(
                proposal: try part.text("proposal"), arguments: try part.optionalObject("arguments") ?? JSONObject())
            try part.finish()
            return result
        }
        try members.finish()
    }
}

extension Button {
    init(
        reading value: JSONValue, at path: String, question: Card.Question?, scope: Card.Scope?
    ) throws(JSONShapeError) {
        var members = try MemberReader(value, at: path)
        id = try members.text("id")
        label = try members.text("label")
        let option = try members.optionalString("option")
        let part = try members.optionalString("part")
        let verb = try members.string("does")
        if verb != "approve", option != nil || part != nil {
            throw members.failure("does", .invalid("only approve goes with option or part"))
        }
        switch verb {
        case "approve": does = .approve(try Self.part(members, option: option, part: part, question, scope))
        case "review": does = .review
        case "decline": does = .decline
        case "answer": does = .answer
        case "skip": does = .skip
        default: throw members.failure("does", .invalid("it is none of approve, review, decline, answer, skip"))
        }
        try members.finish()
    }

    private static func part(
        _ members: MemberReader, option: String?, part: String?, _ question: Card.Question?, _ scope: Card.Scope?
    ) throws(JSONShapeError) -> Part {
        switch (option, part) {
        case (nil, nil): return .whole
        case (let option?, nil):
            guard question?.options.contains(where: { $0.id == option }) == true else {
                throw members.failure("option", .invalid("the question has no option of this id"))
            }
            return .option(option)
        case (nil, "in_scope"?):
            guard scope?.inScope != nil else {
                throw members.failure("part", .invalid("the card's scope has no in_scope part"))
            }
            return .inScope
        case (nil, _): throw members.failure("part", .invalid("the only part is in_scope"))
        default: throw members.failure("option", .invalid("a button approves an option or a part, not both"))
        }
    }
}
