import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON
import Terminal

/// What there is to say about one file.
struct LintFinding {
    let file: String
    /// Why it is not a card, or not one that the gate takes from anybody.
    var error: Problem?
    var warnings: [CardWarning] = []

    struct Problem: Equatable {
        var reason: String
        /// Line and column, where it is not JSON.
        var place: (line: Int, column: Int)?
        /// Where it is JSON but not a card.
        var pointer: String?

        static func == (left: Problem, right: Problem) -> Bool {
            left.reason == right.reason && left.pointer == right.pointer && left.place?.line == right.place?.line
                && left.place?.column == right.place?.column
        }
    }

    init(_ path: String) {
        let file = InputFile.name(path)
        do { self.init(try InputFile.read(path, limit: QueueLimit.card), file: file) } catch {
            self.init(file: file, error: Problem(reason: Failure(error).what))
        }
    }

    private init(file: String, error: Problem?) {
        self.file = file
        self.error = error
    }

    /// A card without an `id` is as good as one with: `submit` gives it one.
    init(_ bytes: [UInt8], file: String) {
        self.file = file
        do {
            let document = try JSONValue(parsing: bytes)
            let stated = document.object?["id"]?.string
            guard let id = CardID(stated ?? "unnamed") else {
                error = Problem(reason: "it is not a card ID: 1 to 96 of A-Z a-z 0-9 . _ -", pointer: "/id")
                return
            }
            let card = try Card(document: document, id: id)
            if let pretence = card.pretence {
                error = Problem(reason: pretence.reason, pointer: pretence.pointer)
                return
            }
            warnings = card.lint()
        } catch let error as JSONError {
            self.error = Problem(reason: "\(error.problem)", place: (error.line, error.column))
        } catch let error as JSONShapeError {
            self.error = Problem(reason: error.reason, pointer: error.path)
        } catch {
            self.error = Problem(reason: "\(error)")
        }
    }

    /// Warnings are what was asked for and go to standard output; that a file is no card goes to standard error.
    func tell() throws {
        if let error {
            let place = error.place.map { ":\($0.line):\($0.column)" } ?? error.pointer.map { ": " + $0 } ?? ""
            Output.tell(SafeText.visible(file + place + ": " + error.reason) + "\n")
        }
        for warning in warnings { try Output.write(SafeText.visible("\(file): \(warning.path): \(warning)") + "\n") }
    }

    var document: JSONValue {
        var result: JSONObject = ["file": .string(file), "card": .bool(error == nil)]
        if let error {
            var members: JSONObject = ["reason": .string(error.reason)]
            members["line"] = error.place.map { .number(Double($0.line)) }
            members["column"] = error.place.map { .number(Double($0.column)) }
            members["pointer"] = error.pointer.map(JSONValue.string)
            result["error"] = .object(members)
        }
        result["warnings"] = .array(
            warnings.map { ["pointer": .string($0.path), "words": .string($0.description)] })
        return .object(result)
    }
}

extension JSONShapeError {
    /// The problem without its place.
    fileprivate var reason: String {
        switch problem {
        case .missing: "it is missing"
        case .wrongType(let expected): "it should be \(expected)"
        case .unknownMember: "no member of this name is known"
        case .invalid(let reason): reason
        }
    }
}
