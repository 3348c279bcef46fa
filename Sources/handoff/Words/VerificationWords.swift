import HandoffAudit
import StrictJSON

/// What a verification found, in words.
enum VerificationWords {
    /// For standard output.
    static func text(_ found: Verification, since: SignedCheckpoint?) -> String {
        let report = found.report
        guard report.broken == nil else {
            return "\(Words.lines(report.lines, "good")). Last good hash: \(report.end.leaf.hex)\n"
        }
        var text = "\(Words.lines(report.lines)), none broken. Last hash: \(report.end.leaf.hex)\n"
        if let root = found.root, report.lines > 0 { text += "Merkle root: \(root.hex)\n" }
        guard found.checkpoints.problem == nil else { return text }
        text += checkpoints(found)
        if let since, let proof = found.consistency {
            text +=
                "The log goes on from the checkpoint of \(Words.lines(since.checkpoint.size)) "
                + "(consistency proof of \(proof.hashes.count) hashes).\n"
        }
        return text
    }

    private static func checkpoints(_ found: Verification) -> String {
        let checkpoints = found.checkpoints
        let lines = found.report.lines
        guard checkpoints.covered > 0 else {
            return "No trusted signature covers a line: this shows a chain without a break, "
                + "not that the log was never cut or made anew.\n"
        }
        var text = "Signed by a trusted key: "
        text += checkpoints.covered == lines ? "all of it" : "the first \(Words.lines(checkpoints.covered))"
        text += " (\(Words.count(checkpoints.signed, "signature")) checked"
        if checkpoints.unchecked > 0 { text += "; \(checkpoints.unchecked) older ones only with --full" }
        text += ").\n"
        if checkpoints.covered < lines {
            text += "For the \(Words.lines(lines - checkpoints.covered)) after it the chain alone speaks.\n"
        }
        return text
    }

    /// What is worth knowing and not wrong.
    static func notes(_ found: Verification, hasKeys: Bool) -> [String] {
        let (report, checkpoints) = (found.report, found.checkpoints)
        var notes: [String] = []
        if report.tornBytes > 0 {
            notes.append(
                "\(report.tornBytes) bytes follow the last line: one that is being written, or was cut off")
        }
        if !hasKeys { notes.append("the trusted keys cannot be read here, so that no signature counts") }
        if checkpoints.unknown > 0, hasKeys {
            notes.append(
                "\(checkpoints.unknown) checkpoints are signed by keys that are not trusted here; they prove nothing")
        }
        if let line = checkpoints.unreadable.first {
            notes.append("audit/checkpoints has something at line \(line) that is no checkpoint; it was passed over")
        }
        if checkpoints.isTorn {
            notes.append("the last checkpoint in audit/checkpoints is not whole; it was passed over")
        }
        return notes
    }

    static func failure(_ found: Verification) -> Failure? {
        if let broken = found.report.broken {
            return Failure(
                .badInput, Failure(AuditError.broken(broken)).what,
                advice: "Decide nothing on it any more. Keep it as it is, and find out who wrote to it.")
        }
        guard let problem = found.checkpoints.problem else { return nil }
        return Failure(.badInput, problem.description, advice: advice(problem))
    }

    private static func advice(_ problem: CheckpointProblem) -> String {
        switch problem {
        case .forged:
            "Keep the log and its checkpoints as they are, compare them with a copy, and find out who wrote to them."
        case .otherLog: "Is it the checkpoint of this home? If so, keep everything as it is: the log was replaced."
        case .cut, .differs: "Keep everything as it is, get the last good copy, and find out who wrote to the log."
        case .untrusted: "If you know the key, its operator's .jwk belongs into keys/trusted; else do not believe it."
        case .otherKey:
            "If you know the key, its operator's .jwk belongs into keys/trusted; else somebody sealed the log anew."
        case .unsigned: "If it was never signed, open the console once and quit it: it signs. Else compare with a copy."
        }
    }
}

extension Verification {
    var document: JSONValue {
        func number(_ count: Int) -> JSONValue { .number(Double(count)) }
        var result: JSONObject = [
            "lines": number(report.lines), "last": .string(report.end.leaf.hex), "torn_bytes": number(report.tornBytes),
        ]
        result["broken"] =
            report.broken.map { line in
                [
                    "line": line.sequence.map(number) ?? .null, "offset": number(line.offset),
                    "reason": .string("\(line.problem)"),
                ]
            } ?? .null
        result["root"] = root.map { .string($0.hex) } ?? .null
        result["origin"] = origin.map(JSONValue.string) ?? .null
        result["checkpoints"] = [
            "lines": number(checkpoints.lines), "signed": number(checkpoints.signed),
            "unchecked": number(checkpoints.unchecked), "unknown": number(checkpoints.unknown),
            "covered": number(checkpoints.covered),
            "problem": checkpoints.problem.map {
                ["kind": .string($0.name), "reason": .string($0.description)]
            } ?? .null,
        ]
        result["consistency"] = consistency.map { .array($0.hashes.map { .string($0.hex) }) } ?? .null
        return .object(result)
    }
}
