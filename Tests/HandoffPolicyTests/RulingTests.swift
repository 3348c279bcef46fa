import HandoffCards
import Testing

@testable import HandoffPolicy

@Suite struct RulingTests {
    static let text = """
        version: 1
        actions:
          email.label: {consequence: low, reversible: true, min_confidence_to_act: 0.99, max_scale: 25}
          email.send:
            consequence: high
            external: true
            scale_from: /to
            consequence_line: "Sends {arguments.subject} to {arguments.to} for {account}: {scale}, {value}, {arguments.x}, {target}."
          note: {consequence: low, reversible: true}
        rules:
          - {id: bulk, ruling: forbid, because: more than 25 recipients, when: {action: email.send, scale: {over: 25}}}
          - {id: pair, ruling: ask_two, when: {action: email.send, account: acme}}
          - {id: free, ruling: act, when: {action: email.label, account: "free*"}}
        """

    static func facts(_ action: String, _ change: (inout PolicyFacts) -> Void = { _ in }) -> PolicyFacts {
        var facts = PolicyFacts(action: action)
        facts.account = "other"
        facts.isFirstTime = false
        facts.calibration = .counts
        change(&facts)
        return facts
    }

    /// The lower of the two levels holds, and none lifts a boundary or what an agent itself asks.
    @Test(arguments: TrustLevel.allCases, TrustLevel.allCases)
    func trustBoundsWhatActsAlone(whole: TrustLevel, account: TrustLevel) throws {
        let policy = try policy(Self.text)
        let lower = min(whole, account)
        func ruling(_ action: String, _ change: (inout PolicyFacts) -> Void = { _ in }) -> Ruling {
            policy.ruling(
                on: Self.facts(action) {
                    $0.trust = TrustStanding(capability: .init(whole), account: .init(account))
                    $0.scale = 1
                    change(&$0)
                })
        }
        #expect(ruling("note").kind == (lower >= .byConfidence ? .act : .ask))
        // A rule that lets it act does not leave more to agents than operators do.
        #expect(ruling("email.label") { $0.account = "free" }.kind == (lower >= .byConfidence ? .act : .ask))
        #expect(ruling("email.label").kind == (lower == .aloneWithSpotChecks ? .act : .ask))
        #expect(ruling("email.label") { $0.confidence = 0.99 }.kind == (lower >= .byConfidence ? .act : .ask))
        #expect(ruling("email.send") { $0.arguments = ["to": ["x"]] }.kind == .ask)
        #expect(ruling("note") { $0.trigger = .scope }.kind == .ask)
        #expect(ruling("note") { $0.isFirstTime = true }.kind == .ask)
        // A standing authorization may answer where only a level asks, but for the lowest.
        #expect(ruling("note").unliftable.isEmpty == (lower > .alwaysAsk))
        if lower < .byConfidence {
            #expect(ruling("note").why == (account < whole ? "note for other" : "note") + ": " + lower.words)
            #expect(ruling("note").triggers.map(\.name) == ["trust"])
        }
    }

    /// By the record a confidence is worth less than it says.
    @Test func whatAConfidenceIsWorthDecides() throws {
        let ruling = try policy(Self.text).ruling(
            on: Self.facts("email.label") { ($0.scale, $0.confidence, $0.calibration) = (1, 0.99, .worth(0.949)) })
        #expect(ruling.kind == .ask && ruling.why == "confidence 0.99 was right 94% of the time, 0.99 needed")
    }

    @Test func saysWhyInOneLine() throws {
        let policy = try policy(Self.text)
        func why(_ facts: PolicyFacts) -> String { policy.ruling(on: facts).why }
        #expect(
            why(
                Self.facts("email.label") {
                    $0.confidence = 0.81; $0.isFirstTime = nil; $0.scale = 1; $0.isReversible = false;
                    $0.account = "acme"
                })
                == "irreversible · first time for acme · confidence 0.81 of 0.99 needed")
        #expect(why(Self.facts("email.label") { $0.scale = 1 }) == "no confidence stated, 0.99 needed")
        #expect(
            why(
                Self.facts("email.label") {
                    $0.scale = 1; $0.confidence = 0.99; $0.calibration = .needs(more: 31)
                })
                == "confidence 0.99 does not count yet: 31 more decisions needed")
        #expect(
            why(
                Self.facts("email.label") {
                    $0.scale = 26; $0.confidence = 1
                })
                == "26 at once, at most 25 without a person")
        #expect(
            why(
                Self.facts("email.send") {
                    $0.account = "acme"; $0.scale = 26; $0.arguments = ["to": []]
                })
                == "more than 25 recipients · rule pair · irreversible · external")
        #expect(why(Self.facts("pay")) == "pay is not in the catalogue")
        #expect(why(Self.facts("pay") { $0.isReversible = false }) == "pay is not in the catalogue · irreversible")
        #expect(why(Self.facts("note")) == "reversible and internal")
    }

    @Test func rulesThatActWaiveConfidenceAlone() throws {
        let policy = try policy(Self.text)
        var facts = Self.facts("email.label") {
            $0.account = "free-1"; $0.scale = 1
        }
        #expect(policy.ruling(on: facts).kind == .act)
        #expect(policy.ruling(on: facts).because == ["rule free"])
        facts.isExternal = true
        #expect(policy.ruling(on: facts).why == "external")
        #expect(policy.ruling(on: facts).kind == .ask)
        facts.isExternal = nil
        facts.trigger = .boundary
        #expect(policy.ruling(on: facts).why == "the agent asks")
    }

    @Test func consequenceIsFilledOnce() throws {
        let ruling = try policy(Self.text).ruling(
            on: Self.facts("email.send") {
                $0.arguments = ["to": ["a", "b"], "subject": "{account}"]
                $0.value = Money(amount: "1.50", currency: "EUR")
            })
        #expect(ruling.consequence == "Sends {account} to a, b for other: 2, 1.50 EUR, (not stated), (not stated).")
    }

    /// A card without the member gets a trigger of its own, which is not the agent's word.
    @Test func onlyAStatedTriggerAsks() throws {
        var model = ReferenceFacts()
        model.action = "note"
        model.account = "a"
        model.isFirstTime = false
        let policy = try policy(Self.text)
        #expect(policy.ruling(on: model.policyFacts(try model.card())).kind == .act)
        model.trigger = "boundary"
        #expect(policy.ruling(on: model.policyFacts(try model.card())).kind == .ask)
    }

    @Test func signsOfAmountsAreNotLookedAt() throws {
        let policy = try policy(
            "version: 1\nactions: {a: {consequence: low, reversible: true, max_value: {amount: \"100.00\", currency: EUR}}}"
        )
        for (amount, currency, kind) in [
            ("100.000", "EUR", RulingKind.act), ("100.01", "EUR", .ask), ("-100.01", "EUR", .ask), ("1", "USD", .ask),
        ] {
            let facts = Self.facts("a") { $0.value = Money(amount: amount, currency: currency) }
            #expect(policy.ruling(on: facts).kind == kind, "\(amount) \(currency)")
        }
        #expect(policy.ruling(on: Self.facts("a")).why == "value not stated, at most 100.00 EUR without a person")
    }

    @Test func explanationNamesTheNearestMissAndWhatWouldChange() throws {
        let explanation = try policy(Self.text).explanation(
            of: Self.facts("email.send") {
                $0.arguments = ["to": ["a"]]; $0.account = "acme"
            })
        #expect(explanation.deciding == ["rule pair"])
        #expect(explanation.matched.map(\.id) == ["pair"])
        #expect(explanation.nearestMiss?.rule.id == "bulk")
        #expect(explanation.nearestMiss?.failing.map(\.found) == ["1"])
        #expect(
            explanation.wouldChange == [
                "Without rule pair the ruling would be ask.",
                "No email.send acts alone: the catalogue calls it irreversible and external.",
                "Rule bulk would make it forbid if scale were over 25 (it is 1).",
            ])
        #expect(explanation.facts.contains(.init(name: "scale", value: "1", origin: .catalogue)))
        #expect(explanation.facts.contains(.init(name: "reversible", value: "no", origin: .catalogue)))
    }

    @Test func explanationSaysWhatConfidenceWouldDo() throws {
        let explanation = try policy(Self.text).explanation(
            of: Self.facts("email.label") {
                $0.scale = 1
                $0.confidence = 0.5
                $0.isFirstTime = true
            })
        #expect(
            explanation.wouldChange.first
                == "It would act alone if the account had had this action before, and a confidence of 0.99 or more were "
                + "stated, and counted.")
        #expect(explanation.document.object?["deciding"] == ["first_time", "confidence"])
    }
}
