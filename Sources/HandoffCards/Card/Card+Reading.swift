import StrictJSON

/// Why bytes are not a card.
package enum CardError: Error, Equatable, Sendable {
    case syntax(JSONError)
    case shape(JSONShapeError)
}

extension Card {
    /// Reads and checks a card file.
    ///
    /// - Parameter id: the file's name without `.json`; an `id` inside must be the same.
    package init(parsing bytes: [UInt8], id: CardID) throws(CardError) {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch { throw .syntax(error) }
        do { try self.init(document: document, id: id) } catch { throw .shape(error) }
    }

    /// Checks every member; what is unknown, missing, doubled or does not fit together is refused.
    package init(document: JSONValue, id: CardID) throws(JSONShapeError) {
        var reader = try MemberReader(document)
        guard try reader.integer("handoff") == 1 else {
            throw reader.failure("handoff", .invalid("this version of the card format is not known; it must be 1"))
        }
        if let stated = try reader.optionalString("id"), stated != id.text {
            throw reader.failure("id", .invalid("it is not the file's name, \(id)"))
        }
        self.id = id
        self.document = document
        created = try reader.optionalTimestamp("created")
        expires = try reader.optionalTimestamp("expires")
        if let created, let expires, expires <= created {
            throw reader.failure("expires", .invalid("it is not after created"))
        }
        agent = try Agent(reading: try reader.value("agent"))
        account = try reader.optionalText("account")
        context = try reader.text("context")
        proposal = try reader.text("proposal")
        consequence = try reader.optionalText("consequence")
        action = try Action(reading: try reader.value("action"))
        trigger = try Self.trigger(&reader)
        confidence = try reader.optionalShare("confidence")
        question = try reader.optionalValue("question").map { value throws(JSONShapeError) in
            try Question(reading: value)
        }
        scope = try reader.optionalValue("scope").map { value throws(JSONShapeError) in try Scope(reading: value) }
        let stated = try Self.buttons(&reader, question: question, scope: scope)
        buttons = stated ?? Button.standard(for: trigger, question: question, scope: scope)
        defaultButton = try Self.defaultButton(&reader, among: buttons)
        reasoning = try reader.optionalText("reasoning")
        editable = try Self.editable(&reader, action: action)
        attachments = try Self.attachments(&reader)
        metadata = try Self.metadata(&reader)
        try reader.finish()
        try document.checkForZeros()
    }

    private static func trigger(_ reader: inout MemberReader) throws(JSONShapeError) -> Trigger {
        guard let value = reader.optionalValue("trigger") else { return .boundary }
        var members = try MemberReader(value, at: "/trigger")
        let kind = try members.string("kind")
        guard let trigger = Trigger(rawValue: kind) else {
            throw members.failure("kind", .invalid("it is none of boundary, confidence, scope, failure"))
        }
        try members.finish()
        return trigger
    }

    private static func buttons(
        _ reader: inout MemberReader, question: Question?, scope: Scope?
    ) throws(JSONShapeError) -> [Button]? {
        guard let values = try reader.optionalArray("buttons") else { return nil }
        guard (2...3).contains(values.count) else {
            throw reader.failure("buttons", .invalid("a card has two or three buttons"))
        }
        var buttons: [Button] = []
        for (place, value) in values.enumerated() {
            let button = try Button(reading: value, at: "/buttons/\(place)", question: question, scope: scope)
            if buttons.contains(where: { $0.id == button.id }) {
                throw JSONShapeError(path: "/buttons/\(place)/id", problem: .invalid("another button has the same id"))
            }
            buttons.append(button)
        }
        return buttons
    }

    private static func defaultButton(
        _ reader: inout MemberReader, among buttons: [Button]
    ) throws(JSONShapeError) -> Button {
        guard let id = try reader.optionalString("default") else { return buttons[0] }
        guard let button = buttons.first(where: { $0.id == id }) else {
            throw reader.failure("default", .invalid("no button has this id"))
        }
        return button
    }

    private static func editable(_ reader: inout MemberReader, action: Action) throws(JSONShapeError) -> [JSONPointer] {
        var pointers: [JSONPointer] = []
        for (place, value) in (try reader.optionalArray("editable") ?? []).enumerated() {
            let path = "/editable/\(place)"
            guard let text = value.string, let pointer = JSONPointer(text), pointer.tokens.first == "arguments",
                pointer.tokens.count > 1
            else { throw JSONShapeError(path: path, problem: .invalid("it is not a JSON pointer under /arguments")) }
            let holder = JSONValue.object(["arguments": .object(action.arguments)])
            guard holder[pointer] != nil else {
                throw JSONShapeError(path: path, problem: .invalid("it points at nothing"))
            }
            pointers.append(pointer)
        }
        return pointers
    }

    private static func attachments(_ reader: inout MemberReader) throws(JSONShapeError) -> [Attachment] {
        var attachments: [Attachment] = []
        for (place, value) in (try reader.optionalArray("attachments") ?? []).enumerated() {
            var members = try MemberReader(value, at: "/attachments/\(place)")
            attachments.append(
                Attachment(
                    name: try members.text("name"), mediaType: try members.text("media_type"),
                    text: try members.string("text")))
            try members.finish()
        }
        return attachments
    }

    private static func metadata(
        _ reader: inout MemberReader
    ) throws(JSONShapeError) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for member in (try reader.optionalObject("metadata") ?? JSONObject()).members {
            guard let text = member.value.string else {
                throw JSONShapeError(path: "/metadata/\(member.name)", problem: .wrongType(expected: "a string"))
            }
            pairs.append((member.name, text))
        }
        return pairs
    }
}

extension CardError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .syntax(let error): error.description
        case .shape(let error): error.description
        }
    }
}
