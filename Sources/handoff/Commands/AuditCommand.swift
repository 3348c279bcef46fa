import ArgumentParser

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read and check the audit log.",
        discussion: """
            Every proposal, decision and result is one line of audit/audit.jsonl, and each line names the hash of the \
            one before.

              $ handoff audit tail -f
              $ handoff audit show 12
              $ handoff audit verify
            """,
        subcommands: [
            AuditTailCommand.self, AuditShowCommand.self, AuditVerifyCommand.self, AuditReportCommand.self,
            AuditExportCommand.self, AuditRebuildCommand.self,
        ])
}
