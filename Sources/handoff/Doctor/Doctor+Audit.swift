import Glibc
import HandoffAudit
import HandoffCards
import HandoffIndex

extension Doctor {
    func auditChecks(_ workplace: Workplace) -> [Check] {
        guard access(home.audit, F_OK) == 0 else {
            return [.fail("audit", "\(home.audit): " + Failure.words(errno), "Make it with: handoff init")]
        }
        do {
            let log = try workplace.log()
            // Asked before the log is, which the index follows and never leads.
            let index = Result { try indexed(workplace) }
            guard let last = try log.lines(count: 1).last else {
                return [.fail("audit", "the log has no line", "Make one with: handoff init")]
            }
            return [try audit(last, in: log), check(index, against: last.end), clock(after: last.time)]
                + (try copies())
        } catch {
            return [.fail("audit", error)]
        }
    }

    private func audit(_ last: AuditLine, in log: AuditLog) throws -> Check {
        let segments = try log.segments()
        for segment in segments {
            var status = stat()
            let path = log.directory + "/" + segment.name
            guard stat(path, &status) == 0 else { return .fail("audit", "\(path): " + Failure.words(errno), nil) }
            guard status.st_mode & 0o022 == 0 else {
                return .fail(
                    "audit", "\(path) can be changed by others", "chmod 600 \(path), then: handoff audit verify")
            }
        }
        let torn = (segments.last.map { $0.start + $0.size } ?? 0) - last.end.offset
        if torn > 0 {
            return .warn(
                "audit", "\(torn) bytes follow the last line",
                "If nothing is being written: the next decision puts them aside and says so in the log.")
        }
        return .ok(
            "audit", "\(Words.lines(last.sequence + 1)); the last one is whole (all of them: handoff audit verify)")
    }

    /// Whether each file that is to get the signed checkpoints can be written, and each command run.
    private func copies() throws -> [Check] {
        try Configuration(of: home).audit.copies.map { copy in
            guard let code = copy.obstacle() else { return .ok("copies", "\(copy.path) gets each signed checkpoint") }
            let advice =
                switch copy {
                case .file: "Make it writable"
                case .command: "Make it a program that can be run"
                }
            return .warn(
                "copies", "\(copy.path): \(Failure.words(code)); it gets no checkpoints",
                "\(advice), or take it out of copy_checkpoints_to in \(Configuration.path(in: home)).")
        }
    }

    /// How far the index has followed the log; nil where there is none.
    private func indexed(_ workplace: Workplace) throws -> LogPosition? {
        access(home.index, F_OK) == 0 ? try workplace.index().position() ?? .start : nil
    }

    private func check(_ index: Result<LogPosition?, any Error>, against end: LogPosition) -> Check {
        do {
            guard let position = try index.get() else { return .ok("index", "not there; the next command makes it") }
            if position == end { return .ok("index", "fits the log") }
            if position.sequence < end.sequence {
                let behind = Words.lines(end.sequence - position.sequence)
                return .ok("index", "\(behind) behind the log; the next command takes them in")
            }
            return .fail(
                "index",
                "the log is not the one that it followed: lines were cut off or changed, and nothing is decided",
                "Compare the log with a copy. If it is right all the same: rm \(home.index)")
        } catch {
            return .fail("index", error)
        }
    }

    /// Expiry goes by the clock: one that is far off ends cards too early or too late.
    private func clock(after last: Timestamp) -> Check {
        let now = Timestamp.now
        let behind = last.seconds(since: now)
        if behind > Self.tolerance {
            return .fail(
                "clock", "it is \(TimeSpan(seconds: behind).rounded) behind the last line of the log",
                "Set it: cards expire by it.")
        }
        return .ok("clock", LocalTime.text(now))
    }

    /// In seconds.
    private static let tolerance = 2
}
