import HandoffCards
import StrictJSON
import Testing

@testable import HandoffPolicy

/// One text that is several things to what carries the action out.
@Suite struct SeveralInOneTests {
    private func ruling(_ action: String, _ arguments: JSONObject) throws -> RulingKind {
        let policy = try HandoffPolicyTests.policy(
            """
            version: 1
            first_time: act
            actions:
              mail.send: {consequence: low, reversible: true, scale_from: /to, target_from: /to, min_confidence_to_act: 1}
              file.prune: {consequence: low, reversible: true, target_from: /path, min_confidence_to_act: 1}
              mail.bulk: {consequence: low, reversible: true, scale_from: /to}
            rules:
              - {id: ours, ruling: act, when: {action: mail.send, target: "*@customer.example"}}
              - {id: named, ruling: act, when: {action: mail.send, target: "Ann, head of sales"}}
              - {id: rival, ruling: forbid, because: r, when: {action: mail.send, target: "*@rival.example"}}
              - {id: exports, ruling: act, when: {action: file.prune, target: "/srv/exports/*"}}
              - {id: etc, ruling: forbid, because: e, when: {action: file.prune, target: "/etc*"}}
              - {id: bulk, ruling: forbid, because: b, when: {action: mail.bulk, scale: {over: 3}}}

            """)
        var facts = PolicyFacts(action: action)
        facts.arguments = arguments
        return policy.ruling(on: facts).kind
    }

    @Test(arguments: [
        ("a@customer.example", RulingKind.act), ("Ann, head of sales", .act), ("b@rival.example", .forbid),
        ("boss@rival.example, a@customer.example", .forbid), ("a@customer.example;b@rival.example", .forbid),
        ("x@evil.example\nBcc: a@customer.example", .ask), ("x@evil.example@customer.example", .ask),
        ("Ann <a@customer.example>", .ask), ("Ann Lee", .ask), ("b@RIVAL.example", .forbid),
        ("a@Customer.Example", .ask), ("x,B@Rival.Example", .forbid),
    ])
    func anAddressIsOne(_ to: String, _ kind: RulingKind) throws {
        #expect(try ruling("mail.send", ["to": [.string(to)]]) == kind)
        #expect(try ruling("mail.send", ["to": [.string(to), .string(to)]]) == kind)
    }

    @Test(arguments: [
        ("/srv/exports/10", RulingKind.act), ("/etc/passwd", .forbid), ("/srv/exports/../../etc", .forbid),
        ("/srv/exports/../../../etc/passwd", .forbid), ("/srv/exports/./../../home", .ask),
        ("/srv/exports/my file", .ask), ("/home/my file", .ask), ("/ETC/passwd", .forbid), ("/Srv/exports/1", .ask),
    ])
    func aPathLeadsWhereItSays(_ path: String, _ kind: RulingKind) throws {
        #expect(try ruling("file.prune", ["path": .string(path)]) == kind)
    }

    static let lists: [(JSONValue, RulingKind)] = [
        (["a@x", "b@x", "c@x"], .act), (["Lee, Ann"], .act), (["a@x,b@x,c@x,d@x"], .forbid),
        (["a@x\nb@x", "c@x;d@x"], .forbid), ([["a", "b", "c", "d"]], .forbid), ([["a", ["b", "c"]], "d"], .forbid),
        (["a@b@c@d@e"], .forbid), ([[]], .act), ([1, 2, 3, true], .forbid),
    ]

    @Test(arguments: lists)
    func allAreCounted(_ to: JSONValue, _ kind: RulingKind) throws {
        #expect(try ruling("mail.bulk", ["to": to]) == kind)
    }
}
