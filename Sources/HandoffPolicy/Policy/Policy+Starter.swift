extension Policy {
    /// What `policy init` writes: a commented policy to begin with, which is good as it is.
    package static let starter = #"""
        # Which actions of your agents need a person. handoff policy check says whether this file is good, handoff policy
        # matrix shows it as a table, handoff policy explain CARD says why a card got its ruling.
        version: 1

        # An action that is neither in the catalogue nor named by a rule: ask, ask_two (two operators) or forbid.
        default: ask

        # The first time that an account has a type of action: ask, or act to not ask for it.
        first_time: ask

        # The share of what goes alone that a person is asked about afterwards, so that the record goes on.
        spot_checks: 0.05

        # How many cards that should not be approved come to every card that asks a person, to see whether people look: 0,
        # or 0.02 to 0.04. They are yours to write: canaries/NAME.json beside this file, see the README.
        canaries: 0

        # The catalogue. Whatever is not reversible, or external, always asks; the others are left to an agent that states
        # the confidence needed, once its record shows that its confidence counts. An agent's own claims can only make
        # an action graver than it stands here.
        #   consequence            low, medium, high or critical
        #   reversible, external   false where they are left out
        #   min_confidence_to_act  0 to 1; left out: none needed
        #   trust                  how much is left to agents until operators and outcomes change it (handoff trust): always_ask,
        #                          ask_unless_authorized, by_confidence (where it is left out) or alone_with_spot_checks
        #   max_scale, max_value   the most that needs no person
        #   scale_from             where in the arguments the list stands whose elements are counted
        #   target_from            where in the arguments the target stands, a text or a list of texts
        #   value_from             where the amount stands: {amount: /amount, currency: /currency}, or currency: EUR
        #                          Without these three the agent's word is believed.
        #   consequence_line       {target} {account} {agent} {scale} {value} {arguments.NAME}
        #   executor               {argv: [/path, …], environment_file: /path, directory: /path, timeout: 30s}
        actions:
          email.label:     {consequence: low, reversible: true, min_confidence_to_act: 0.7, max_scale: 100}
          email.draft:     {consequence: low, reversible: true, min_confidence_to_act: 0.7}
          email.send:
            consequence: high
            external: true
            scale_from: /to
            target_from: /to
            consequence_line: "Sends “{arguments.subject}” to {arguments.to} in the name of {account}."
          calendar.hold:   {consequence: low, reversible: true, min_confidence_to_act: 0.7}
          calendar.invite:
            consequence: medium
            reversible: true
            external: true
            scale_from: /attendees
            consequence_line: "Invites {arguments.attendees} to “{arguments.title}”."
          crm.note:        {consequence: low, reversible: true, min_confidence_to_act: 0.7}
          crm.update:      {consequence: medium, reversible: true, min_confidence_to_act: 0.9, max_scale: 25}
          crm.delete:
            consequence: high
            consequence_line: "Deletes {target} and what belongs to it."
          files.move:      {consequence: medium, reversible: true, min_confidence_to_act: 0.9, max_scale: 50}
          files.share:
            consequence: high
            reversible: true
            external: true
            consequence_line: "Lets {arguments.with} read {target}."
          deploy.staging:  {consequence: medium, reversible: true, min_confidence_to_act: 0.9}
          deploy.production:
            consequence: critical
            consequence_line: "Puts {arguments.version} of {target} before all users."
          payments.schedule:
            consequence: medium
            reversible: true
            min_confidence_to_act: 0.95
            max_value: {amount: "100.00", currency: EUR}
            value_from: {amount: /amount, currency: /currency}
            consequence_line: "Puts {value} to {target} on the list of payments, from which it can be taken until noon."
          payments.refund:
            consequence: high
            external: true
            value_from: {amount: /amount, currency: /currency}
            consequence_line: "Pays {value} back to {target}."
          payments.transfer:
            consequence: critical
            external: true
            value_from: {amount: /amount, currency: /currency}
            consequence_line: "Transfers {value} to {target}."

        # Rules. The strictest that matches wins (forbid, ask_two, ask, act); their order means nothing. One that cannot be
        # held against a card, such as one about euros against dollars, counts as if it matched. A rule that lets
        # agents act takes the need for confidence away, never a boundary. Patterns are held against the whole text: * is
        # any run of characters, ? one. match and not_match are tested whenever this file is loaded.
        rules:
          - id: bulk-mail
            when: {action: email.send, scale: {over: 25}}
            ruling: forbid
            because: "more than 25 recipients"
            match:
              - {action: email.send, arguments: {to: [a]}, scale: 26}
            not_match:
              - {action: email.send, arguments: {to: [a, b]}}

          - id: large-payment
            when: {action: ["payments.*"], value: {over: "1000.00", currency: EUR}}
            ruling: ask_two
            because: "more than 1000 EUR"
            match: [{action: payments.transfer, arguments: {amount: "1000.01", currency: EUR}}]
            not_match: [{action: payments.refund, arguments: {amount: "1000.00", currency: EUR}}]

          - id: late-deploy
            when: {action: deploy.production, time: {from: "18:00", to: "08:00"}}
            ruling: ask_two
            because: "outside of office hours"
            match: [{action: deploy.production, time: "23:15"}, {action: deploy.production, time: "07:59"}]
            not_match: [{action: deploy.production, time: "08:00"}, {action: deploy.production, time: "17:59"}]

          - id: weekend-deploy
            when: {action: "deploy.*", weekday: [sat, sun]}
            ruling: ask
            because: "at the weekend"
            match: [{action: deploy.staging, weekday: sun}]
            not_match: [{action: deploy.staging, weekday: fri}]

          - id: owner-change
            when: {action: crm.update, arguments: {/fields/owner: {absent: false}}}
            ruling: ask
            because: "the record gets another owner"
            match: [{action: crm.update, arguments: {fields: {owner: ana}}}]
            not_match: [{action: crm.update, arguments: {fields: {phone: "1"}}}]

          - id: drafts
            when: {action: email.draft}
            ruling: act
            because: "a draft goes nowhere by itself"
            match: [{action: email.draft}]
            not_match: [{action: email.send}]

        """#
}
