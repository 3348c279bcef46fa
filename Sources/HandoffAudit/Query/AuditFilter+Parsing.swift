import HandoffCards

/// What is wrong in a filter, and where.
package struct AuditFilterError: Error, Sendable, Equatable {
    package enum Problem: Sendable, Equatable {
        case openQuote
        case unknownField(String)
        case noValue(field: String)
        case notAChoice(field: AuditFilter.Field, value: String)
        case notATime(field: String, value: String)
        case repeated(field: String)
        case negatedWord
    }

    package var problem: Problem
    /// Of the first character that is wrong, counted from 1.
    package var column: Int

    package init(problem: Problem, column: Int) {
        self.problem = problem
        self.column = column
    }
}

extension AuditFilterError: CustomStringConvertible {
    package var description: String { "\(problem) (column \(column))" }
}

extension AuditFilterError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .openQuote: "this quotation mark has no partner"
        case .unknownField(let name):
            "there is no field \(name): the fields are \(AuditFilter.fieldNames.joined(separator: ", ")); "
                + "quotation marks around it make it words to look for"
        case .noValue(let field): "\(field): needs a value"
        case .notAChoice(let field, let value):
            "\(field.rawValue): cannot be \(value); it can be \((field.choices ?? []).joined(separator: ", "))"
        case .notATime(let field, let value):
            "\(field): cannot be \(value); it can be like 7d, 12h, 2026-11-01 or 2026-11-01T12:00Z"
        case .repeated(let field): "\(field): is there twice"
        case .negatedWord: "only fields can be negated, as in -action:email.*"
        }
    }
}

extension AuditFilter {
    package static let fieldNames = Field.allCases.map(\.rawValue) + ["since", "until"]

    /// - Parameter now: what `since:7d` counts back from.
    package init(parsing text: String, now: Timestamp) throws(AuditFilterError) {
        var words: [Word] = []
        var terms: [Term] = []
        var since: Timestamp?
        var until: Timestamp?
        for part in try FilterPart.parts(of: text) {
            guard let name = part.field else {
                // `*` alone, or an empty quotation, asks for nothing.
                if !part.value.isEmpty { words.append(Word(part.value, isPrefix: part.isPrefix)) }
                continue
            }
            guard !part.value.isEmpty else { throw part.failure(.noValue(field: name)) }
            switch name {
            case "since" where since == nil && !part.isNegated: since = try part.moment(now, isEnd: false)
            case "until" where until == nil && !part.isNegated: until = try part.moment(now, isEnd: true)
            case "since", "until": throw part.failure(part.isNegated ? .negatedWord : .repeated(field: name))
            default: terms.append(try part.term(name))
            }
        }
        self.init(text: text, words: words, terms: terms, since: since, until: until)
    }
}

/// A stretch of a filter between spaces.
private struct FilterPart {
    /// Before the colon, in small letters.
    var field: String?
    var value: String
    /// Values of a field, with their columns.
    var values: [(text: String, column: Int)] = []
    var isNegated = false
    var isPrefix = false
    var column: Int
    var valueColumn: Int

    func failure(_ problem: AuditFilterError.Problem) -> AuditFilterError {
        AuditFilterError(problem: problem, column: column)
    }

    func term(_ name: String) throws(AuditFilterError) -> AuditFilter.Term {
        guard let field = AuditFilter.Field(rawValue: name) else { throw failure(.unknownField(name)) }
        var patterns: [AuditFilter.Pattern] = []
        for (text, column) in values {
            let pattern = AuditFilter.Pattern(text)
            if text.isEmpty { throw AuditFilterError(problem: .noValue(field: name), column: column) }
            if let choices = field.choices, !choices.contains(where: pattern.matches) {
                throw AuditFilterError(problem: .notAChoice(field: field, value: text), column: column)
            }
            patterns.append(pattern)
        }
        return AuditFilter.Term(field, patterns, isNegated: isNegated)
    }

    /// A day without a time is its beginning, or for `isEnd` its end.
    func moment(_ now: Timestamp, isEnd: Bool) throws(AuditFilterError) -> Timestamp {
        if let span = TimeSpan(value) { return now.adding(seconds: -span.seconds) }
        if let time = Timestamp(value) { return time }
        if let day = Timestamp(value + "T00:00:00Z") { return isEnd ? day.adding(seconds: 86_400) : day }
        // Without seconds: 2026-11-01T12:00Z, and without a zone.
        let hasZone = value.last == "Z" || value.last == "z"
        if let time = Timestamp((hasZone ? String(value.dropLast()) : value) + ":00Z") ?? Timestamp(value + "Z") {
            return time
        }
        let problem = AuditFilterError.Problem.notATime(field: isEnd ? "until" : "since", value: value)
        throw AuditFilterError(problem: problem, column: valueColumn)
    }

    static func parts(of text: String) throws(AuditFilterError) -> [FilterPart] {
        let characters = Array(text)
        var parts: [FilterPart] = []
        var place = 0
        while place < characters.count {
            if characters[place].isWhitespace {
                place += 1
            } else {
                parts.append(try part(of: characters, at: &place))
            }
        }
        return parts
    }

    private static func part(of text: [Character], at place: inout Int) throws(AuditFilterError) -> FilterPart {
        var part = FilterPart(value: "", column: place + 1, valueColumn: place + 1)
        if text[place] == "-", place + 1 < text.count, !text[place + 1].isWhitespace {
            part.isNegated = true
            place += 1
        }
        var current = (text: "", column: place + 1)
        var wasQuoted = false
        while place < text.count, !text[place].isWhitespace {
            switch text[place] {
            case "\"":
                let start = place
                place += 1
                while place < text.count, text[place] != "\"" {
                    current.text.append(text[place])
                    place += 1
                }
                guard place < text.count else { throw AuditFilterError(problem: .openQuote, column: start + 1) }
                wasQuoted = true
            case ":" where part.field == nil && !wasQuoted && !current.text.isEmpty:
                part.field = current.text.lowercased()
                current = ("", place + 2)
                part.valueColumn = place + 2
            case "," where part.field != nil:
                part.values.append(current)
                current = ("", place + 2)
            default: current.text.append(text[place])
            }
            place += 1
        }
        part.values.append(current)
        part.value = part.values.map(\.text).joined(separator: ",")
        if let name = part.field {
            guard AuditFilter.fieldNames.contains(name) else { throw part.failure(.unknownField(name)) }
        } else {
            if part.isNegated { throw part.failure(.negatedWord) }
            part.isPrefix = part.value.last == "*"
            if part.isPrefix { part.value = String(part.value.dropLast()) }
        }
        return part
    }
}
