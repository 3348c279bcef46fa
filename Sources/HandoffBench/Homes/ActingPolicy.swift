extension Home {
    /// Leaves commands and jobs to their agents, and jobs to an executor that does nothing.
    func letActionsThrough() throws {
        try Files.write(
            Array(
                """
                version: 1
                first_time: act
                actions:
                  command.run: {consequence: low, reversible: true}
                  command.ask: {consequence: low}
                  job.run: {consequence: low, reversible: true, executor: {argv: [/bin/true]}}

                """.utf8), to: path + ".config/policy.yaml")
    }
}
