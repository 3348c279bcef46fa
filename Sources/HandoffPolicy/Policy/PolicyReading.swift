import HandoffCards
import StrictJSON
import StrictYAML

/// What came of reading a policy's file: the policy, unless there is an error, and all that is wrong with it.
package struct PolicyReading: Sendable {
    package let file: String
    /// Nil exactly when one of the problems is an error.
    package private(set) var policy: Policy?
    /// As they stand in the file.
    package private(set) var problems: [PolicyProblem] = []
    /// What came of the cases inside each rule that could be read; those that fail are among the problems. As they stand in the file.
    package private(set) var tests: [RuleTests] = []

    /// An empty file says what no file says.
    package init(_ text: String, file: String) {
        self.file = file
        var policy: Policy?
        do {
            if let node = try YAMLReader.document(text, file: file) {
                policy = try read(node)
            } else {
                policy = .standard
            }
        } catch { add(error) }
        problems.sort { ($0.place, $0.words) < ($1.place, $1.words) }
        if !problems.contains(where: { $0.severity == .error }) { self.policy = policy }
    }

    private mutating func add(_ problem: YAMLProblem) {
        problems.append(PolicyProblem(severity: .error, file: file, place: problem.place, words: problem.reason))
    }

    /// Goes on after an error of one rule or entry, so that others are told too.
    private mutating func read(_ node: YAMLNode) throws(YAMLProblem) -> Policy? {
        var reader = try YAMLReader(node, file: file, what: "a policy")
        let versionNode = try reader.required("version")
        guard try reader.string(of: versionNode, "version") == "1" else {
            throw reader.problem(versionNode, "this version of the format is not known; it must be 1")
        }
        let unknownRuling = try kind(&reader, "default", among: [.ask, .askTwo, .forbid]) ?? .ask
        let asksFirstTime = try kind(&reader, "first_time", among: [.ask, .act]) != .act
        let spotChecks = try reader.share("spot_checks") ?? Policy.standardSpotChecks
        let canaries = try canaries(&reader)
        let catalogue = try catalogue(&reader)
        let rules = try rules(&reader)
        do { try reader.finish() } catch { add(error) }
        let policy = Policy(
            document: JSONValue(node), unknownRuling: unknownRuling, asksFirstTime: asksFirstTime,
            spotChecks: spotChecks, canaries: canaries,
            catalogue: catalogue, rules: rules.map(\.rule))
        tests = rules.map { RuleTests($0.rule, $0.tests, under: policy, file: file) }
        problems += tests.flatMap(\.failures)
        problems += PolicyLint(policy: policy, file: file).problems()
        return policy
    }

    /// Fewer of them say nothing in a year, and more are a nuisance.
    private func canaries(_ reader: inout YAMLReader) throws(YAMLProblem) -> Double {
        guard let node = reader.node("canaries") else { return 0 }
        let share = try reader.share("canaries") ?? 0
        guard share == 0 || (0.02...0.04).contains(share) else {
            throw reader.problem(node, "canaries should be 0, or 0.02 to 0.04")
        }
        return share
    }

    private func kind(
        _ reader: inout YAMLReader, _ name: String, among kinds: [RulingKind]
    ) throws(YAMLProblem) -> RulingKind? {
        guard let node = reader.node(name) else { return nil }
        guard let kind = RulingKind(try reader.string(of: node, name)), kinds.contains(kind) else {
            let words = kinds.map(\.word).joined(separator: " or ")
            throw reader.problem(node, "\(name) should be \(words)")
        }
        return kind
    }

    private mutating func catalogue(_ reader: inout YAMLReader) throws(YAMLProblem) -> [CatalogueEntry] {
        var entries: [CatalogueEntry] = []
        for member in try reader.members("actions") {
            do { entries.append(try CatalogueEntry(member.name, place: member.place, member.value, file: file)) } catch
            { add(error) }
        }
        return entries
    }

    private mutating func rules(_ reader: inout YAMLReader) throws(YAMLProblem) -> [(rule: Rule, tests: [SelfTest])] {
        var rules: [(rule: Rule, tests: [SelfTest])] = []
        var ids: Set<String> = []
        for node in try reader.list("rules") ?? [] {
            do {
                let read = try Rule.read(node, file: file)
                if ids.insert(read.rule.id).inserted {
                    rules.append(read)
                } else {
                    let reason = "another rule has the id \(read.rule.id)"
                    add(YAMLProblem(file: file, place: read.rule.place, reason: reason))
                }
            } catch { add(error) }
        }
        return rules
    }
}
