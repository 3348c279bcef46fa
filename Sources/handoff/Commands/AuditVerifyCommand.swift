import ArgumentParser
import Glibc
import HandoffAudit
import HandoffGate
import StrictJSON

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every line of the log, the chain of their hashes, and the signed checkpoints.",
        discussion: """
            Ends with 0 and the number of lines, or with 65 and what is wrong first. The chain shows that no line before \
            the last one was changed, taken out or put in. A checkpoint that a trusted key signed shows that the lines \
            before it are the ones that were signed, so that nobody without that key made them anew. The end is held against \
            the last line that the index has taken in as well.

            Whoever can change all files here can put back an older state of all of them. Against that, keep a checkpoint \
            elsewhere (copy_checkpoints_to in config.yaml does it) and give it with --since: it is shown that the log goes on \
            from what was signed then. Without any checkpoint a good chain does not show that the log was never cut or rewritten.

              $ handoff audit verify
              1204 lines, none broken. Last hash: 5f0c…
              $ ssh backup cat handoff.checkpoint | handoff audit verify --since -
            """)

    @Flag(
        help: """
            Check each line's body, the digests of cards, that no card ends twice, that a token of a trusted key proves each ending, and \
            each checkpoint's signature, too.
            """)
    var full = false

    @Option(
        help: ArgumentHelp(
            "A checkpoint that was kept elsewhere: the log must go on from it (- is standard input).", valueName: "file"
        ),
        completion: .file())
    var since: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let log = try workplace.log()
        // A log can be checked where its keys are not, such as a copy.
        let keys = try workplace.trustedKeys()
        let progress = VerifyProgress()
        let kept = try since.map(Self.checkpoints) ?? []
        var demand = VerificationDemand(
            isDeep: full,
            // Asked before the log is read, which may grow meanwhile.
            known: Self.lastKnown(in: workplace), keys: (keys ?? []).compactMap { CheckpointKey($0.publicKey) },
            since: kept.max { $0.checkpoint.size < $1.checkpoint.size }, kept: kept, progress: progress.reached)
        if let keys {
            let proof = LineProof(keys: keys)
            demand.checkProof = { line, fact in proof.problem(with: fact, at: line.sequence) }
        }
        let found = try log.verification(demand)
        progress.end()
        if json {
            try Output.write(found.document)
        } else {
            try Output.write(VerificationWords.text(found, since: demand.since))
        }
        for note in VerificationWords.notes(found, hasKeys: keys != nil) where !json { Output.note(note) }
        if let failure = VerificationWords.failure(found) { throw failure }
    }

    /// All notes that the file holds. Each is held against the log, and the log must go on from the one over most lines: whoever adds an
    /// old one takes nothing away.
    private static func checkpoints(_ path: String) throws -> [SignedCheckpoint] {
        let bytes = try InputFile.read(path, limit: 64 << 20)
        let notes = SignedCheckpoint.all(in: bytes)
        guard !notes.isEmpty else {
            throw Failure(
                .badInput, "\(InputFile.name(path)) holds no checkpoint",
                advice: "A checkpoint is a signed note, such as those in audit/checkpoints.")
        }
        return notes
    }

    /// As far as the index has followed the log; nil where there is no index, or none that this user may open.
    private static func lastKnown(in workplace: Workplace) -> LogPosition? {
        guard access(workplace.home.index, R_OK) == 0 else { return nil }
        return try? workplace.index().position()
    }
}
