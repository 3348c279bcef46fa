import Glibc
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictYAML

/// The file `policy.yaml` of a home, or another one.
struct PolicyFile {
    let path: String
    let isOwn: Bool
    /// Why this user's gate does not use the home's own file, whatever is in it.
    let obstacle: String?

    /// - Parameter path: nil for the home's own.
    init(_ path: String?, _ place: PlaceOptions) throws {
        self.path = try path ?? place.handoffHome().policy
        isOwn = path == nil
        obstacle = isOwn ? LivePolicyFile(path: self.path).obstacle : nil
    }

    /// Throws `InputError.missing` where there is no file.
    func reading() throws -> PolicyReading {
        let bytes = try InputFile.read(path, limit: LivePolicyFile.longest)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.badInput, "\(path) is not UTF-8")
        }
        return PolicyReading(text, file: InputFile.name(path))
    }

    /// What is in the file, or what holds where there is none.
    func reading(orStandard: Bool) throws -> PolicyReading {
        // An empty file says what no file says.
        do { return try reading() } catch InputError.missing where orStandard { return PolicyReading("", file: path) }
    }

    /// Says on standard error what holds where there is no file, or one that is not used.
    func tellWhetherUsed() {
        if let obstacle { Output.note("this policy is not used, and nothing is approved: \(obstacle)") }
        guard access(path, F_OK) != 0, errno == ENOENT else { return }
        Output.tell("There is no \(Paint.safe(path)), so every action asks.\n")
    }

    /// The policy in the file, or the one that holds where there is none. Throws where it has an error.
    func policy(orStandard: Bool) throws -> Policy {
        let reading: PolicyReading
        do { reading = try self.reading() } catch InputError.missing where orStandard { return .standard }
        guard let policy = reading.policy else { throw failure(reading.problems) }
        return policy
    }

    /// Why the policy cannot be used.
    func failure(_ problems: [PolicyProblem]) -> Failure {
        let errors = problems.filter { $0.severity == .error }
        let more = errors.count > 1 ? ", and \(errors.count - 1) more" : ""
        return Failure(
            .badInput, (errors.first?.description ?? path) + more,
            advice: "See all of them: handoff policy check" + (isOwn ? "" : " " + ShellWords.quoted([path])))
    }

    /// Writes a policy where there is no file, and gives its path.
    static func create(in home: HandoffHome, _ text: String = Policy.starter) throws -> String {
        let path = home.policy
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0, errno == EEXIST {
            throw Failure(
                .cannotWrite, "\(path) is there already",
                advice: "A policy is never replaced; move it away first, or look at it: handoff policy check")
        }
        guard descriptor >= 0 else { throw Failure(io: path, code: errno) }
        defer { close(descriptor) }
        do { try Output.write(Array(text.utf8), to: descriptor) } catch {
            // Half a policy would be another policy.
            unlink(path)
            guard case .failed(let code) = error else { throw error }
            throw Failure(io: path, code: code)
        }
        return path
    }
}
