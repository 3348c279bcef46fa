/// What the demo's agents may do alone, and what happens when they do what they may not.
enum DemoPolicy {
    static let text = #"""
        # What the demo's agents may do. See handoff policy matrix, and handoff policy explain CARD.
        version: 1
        default: ask
        # In a real home: ask.
        first_time: act

        actions:
          # Alone: it can be undone, and nobody outside sees it.
          records.tag:     {consequence: low, reversible: true, max_scale: 1000}

          # Alone once the record shows that the agent is as often right as it says.
          service.scale:   {consequence: low, reversible: true, min_confidence_to_act: 0.9}
          deploy.release:  {consequence: low, reversible: true, min_confidence_to_act: 0.9}

          # Always a person: what they do cannot be undone, or reaches people outside.
          email.send:
            consequence: medium
            external: true
            scale_from: /to
            consequence_line: "Sends “{arguments.subject}” to {arguments.to}."
          records.delete:
            consequence: medium
            consequence_line: "Deletes {arguments.count} records ({arguments.status}, {arguments.year}) from {target}."
          account.close:
            consequence: medium
            consequence_line: "Deletes the contacts of {target}."
          service.restart: {consequence: high, external: true}
          deploy.migrate:  {consequence: medium}

        rules:
          - id: bulk-mail
            when: {action: email.send, scale: {over: 500}}
            ruling: forbid
            because: "more than 500 recipients"
          - id: first-deletion
            when: {action: records.delete, first_time: true}
            ruling: ask
            because: "this account has never had records deleted"

        """#
}
