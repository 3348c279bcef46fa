import HandoffCards
import StrictJSON
import Testing

@testable import HandoffPolicy

/// Conditions that close a scope: what was never there, what was always so, and whose cards it is about.
@Suite struct ScopeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let when: String
        let arguments: String
        var submitter: String?
        let truth: Truth

        init(_ when: String, _ arguments: String, _ truth: Truth, submitter: String? = nil) {
            (self.when, self.arguments, self.truth, self.submitter) = (when, arguments, truth, submitter)
        }

        var testDescription: String { "\(when) of \(arguments)" }
    }

    private static let all = #"{"to":["a@b.example"],"bcc":[],"options":{"attach":false}}"#
    private static let cases = [
        Case(#"{"arguments_only":["to","bcc","options","subject"]}"#, all, .holds),
        Case(#"{"arguments_only":["to"]}"#, #"{"to":"x","force":true}"#, .fails),
        Case(#"{"arguments_only":[]}"#, "{}", .holds),
        // Two ways to write é are two members.
        Case(#"{"arguments_only":["caf\u00e9"]}"#, #"{"cafe\u0301":1}"#, .fails),
        Case(#"{"arguments":{"/bcc":{"equal":[]}}}"#, all, .holds),
        Case(#"{"arguments":{"/bcc":{"equal":[]}}}"#, #"{"bcc":["x@evil.example"]}"#, .fails),
        Case(#"{"arguments":{"/bcc":{"equal":[]}}}"#, "{}", .faulty),
        Case(#"{"arguments":{"/options":{"equal":{"attach":false}}}}"#, all, .holds),
        Case(
            #"{"arguments":{"/options":{"equal":{"attach":false}}}}"#, #"{"options":{"attach":false,"more":1}}"#, .fails
        ),
        Case(#"{"arguments":{"/bcc":{"equal":["caf\u00e9"]}}}"#, #"{"bcc":["cafe\u0301"]}"#, .fails),
        Case(#"{"own_user":true}"#, all, .holds),
        Case(#"{"own_user":true}"#, all, .fails, submitter: "mailer"),
        Case(#"{"own_user":false}"#, all, .holds, submitter: "mailer"),
        Case(#"{"submitter":"mailer"}"#, all, .fails, submitter: "other"),
        Case(#"{"submitter":"mailer"}"#, all, .faulty, submitter: "1234"),
        Case(#"{"submitter":"1234"}"#, all, .holds, submitter: "1234"),
        Case(#"{"submitter":"1234"}"#, all, .fails, submitter: "1235"),
        Case(#"{"own_user":false}"#, all, .fails),
    ]

    @Test(arguments: cases) func closing(_ one: Case) throws {
        var facts = PolicyFacts(action: "mail.send")
        facts.arguments = try #require(try JSONValue(parsing: one.arguments).object)
        facts.submitter = one.submitter
        let scope = try Scope(JSONValue(parsing: one.when))
        #expect(scope.truth(Policy.standard.effective(facts)) == one.truth)
        #expect((scope.mismatch(Policy.standard.effective(facts)) == nil) == (one.truth == .holds))
    }

    @Test func theyAreReadFromAFile() throws {
        let reading = PolicyReading(
            """
            version: 1
            actions: {mail.send: {consequence: low, reversible: true}}
            rules:
              - id: r
                ruling: ask
                when: {action: mail.send, own_user: true, arguments_only: [to, bcc], arguments: {/bcc: {equal: []}}}
                match: [{action: mail.send, arguments: {to: [a], bcc: []}}]
                not_match: [{action: mail.send, arguments: {bcc: [x]}}]

            """, file: "policy.yaml")
        #expect(reading.policy != nil, "\(reading.problems)")
    }
}
