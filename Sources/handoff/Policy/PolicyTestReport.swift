import HandoffPolicy
import StrictJSON
import StrictYAML
import Terminal

/// What came of a policy's tests: of the cases inside its rules, or of files of cases.
struct PolicyTestReport {
    private(set) var passed = 0
    private(set) var failures: [FailedCase] = []
    /// Rules with no case inside them; nil where it is not about them.
    let untested: [RuleTests]?
    /// The policy's.
    private let file: String

    struct FailedCase {
        /// The rule that has the case, or the name that the case has in its file.
        var rule: String?
        var name: String?
        let file: String
        let place: YAMLPlace
        let words: String
    }

    /// - Parameter isOfRules: whether it is about the cases inside the rules.
    init(_ reading: PolicyReading, isOfRules: Bool) {
        file = reading.file
        untested = isOfRules ? reading.tests.filter { $0.count == 0 } : nil
    }

    mutating func add(_ tests: RuleTests) {
        passed += tests.count - tests.failures.count
        failures += tests.failures.map { problem in
            FailedCase(rule: tests.rule, file: problem.file, place: problem.place, words: problem.words)
        }
    }

    mutating func add(_ cases: PolicyCases, file: String, under policy: Policy) {
        for each in cases.cases {
            if let words = each.failure(under: policy) {
                failures.append(FailedCase(name: each.name, file: file, place: each.place, words: words))
            } else {
                passed += 1
            }
        }
    }

    var text: String {
        var lines = failures.map { failure in
            Self.words(failure.place, of: failure.file) + (failure.name.map { "\($0): " } ?? "") + failure.words
        }
        var counts = ["\(passed) passed", "\(failures.count) failed"]
        if let untested {
            lines += untested.map { Self.words($0.place, of: file) + "rule \($0.rule) has no case" }
            counts.append(Words.count(untested.count, "rule") + " without a case")
        }
        return (lines + [counts.joined(separator: ", ")]).map { SafeText.visible($0) + "\n" }.joined()
    }

    private static func words(_ place: YAMLPlace, of file: String) -> String {
        "\(file):\(place.line):\(place.column): "
    }

    var document: JSONValue {
        var members: JSONObject = [
            "passed": .number(Double(passed)), "failed": .number(Double(failures.count)),
            "failures": .array(
                failures.map { failure in
                    var members = Self.members(failure.place, of: failure.file)
                    members["rule"] = failure.rule.map(JSONValue.string)
                    members["case"] = failure.name.map(JSONValue.string)
                    members["words"] = .string(failure.words)
                    return .object(members)
                }),
        ]
        members["rules_without_cases"] = untested.map { untested in
            .array(
                untested.map { tests in
                    var members = Self.members(tests.place, of: file)
                    members["rule"] = .string(tests.rule)
                    return .object(members)
                })
        }
        return .object(members)
    }

    private static func members(_ place: YAMLPlace, of file: String) -> JSONObject {
        ["file": .string(file), "line": .number(Double(place.line)), "column": .number(Double(place.column))]
    }
}
