import Glibc
import HandoffGate

/// Who may do what in a home whose queue is shared with a group of agents.
///
/// A member can put files into the folders where agents write, and no member can remove or replace another's there (the sticky bit).
/// Whatever is put there belongs to the group (the set-group-ID bit), so that the gate can read it. What the gate writes they can only
/// read, and of the rest they can open nothing.
enum AgentAccess {
    struct Place: Equatable {
        let path: String
        let mode: mode_t
    }

    /// What the group gets to, as the gate's user owns it.
    static func shared(in home: HandoffHome) -> [Place] {
        [Place(path: home.root, mode: 0o710), Place(path: home.queue, mode: 0o2750)]
            + ["tmp", "new", "outcomes", "saved"].map { Place(path: home.queue + "/" + $0, mode: 0o3770) }
            + ["decisions", "done", "bad"].map { Place(path: home.queue + "/" + $0, mode: 0o2750) }
    }

    /// What is the gate's alone, as far as it is there.
    static func closed(in home: HandoffHome) -> [Place] {
        [home.keys, home.audit, home.running].map { Place(path: $0, mode: 0o700) }
            + ["", "-wal", "-shm"].map { Place(path: home.index + $0, mode: 0o600) }
    }

    /// Whether anybody but the gate's user can hand cards in.
    static func isShared(_ home: HandoffHome) -> Bool {
        (status(home.queue + "/new")?.st_mode ?? 0) & 0o022 != 0
    }

    /// The group that the queue is shared with, if it is.
    static func group(of home: HandoffHome) -> AgentsGroup? {
        guard isShared(home), let status = status(home.queue + "/new") else { return nil }
        return AgentsGroup(number: status.st_gid)
    }

    /// Shares the queue, and closes the rest where it is open.
    ///
    /// - Returns: What was changed.
    static func open(_ home: HandoffHome, to group: AgentsGroup) throws(Failure) -> [Place] {
        guard group.includesUs else {
            throw Failure(
                .notPermitted, "you are not in the group \(group.name), and could not read its cards",
                advice: group.remedy)
        }
        var changed: [Place] = []
        for place in shared(in: home) where try set(place, group: group.number) { changed.append(place) }
        for place in closed(in: home) where status(place.path) != nil {
            if try set(place, group: nil) { changed.append(place) }
        }
        return changed
    }

    /// False when it was so already.
    private static func set(_ place: Place, group: gid_t?) throws(Failure) -> Bool {
        let descriptor = Glibc.open(place.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(io: place.path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(io: place.path, code: errno) }
        guard status.st_uid == geteuid() else {
            throw Failure(
                .notPermitted, "\(place.path) belongs to the user with the number \(status.st_uid)",
                advice: "Only its owner can share the queue.")
        }
        let isOfGroup = group.map { $0 == status.st_gid } ?? true
        let isClosed = group == nil && status.st_mode & 0o077 == 0
        if isClosed || isOfGroup && status.st_mode & 0o7777 == place.mode { return false }
        // Closed while it changes hands, and the mode last: a change of group may take bits away.
        if let group, !isOfGroup {
            guard fchmod(descriptor, 0o700) == 0, fchown(descriptor, uid_t.max, group) == 0 else {
                throw Failure(io: place.path, code: errno)
            }
        }
        guard fchmod(descriptor, place.mode) == 0 else { throw Failure(io: place.path, code: errno) }
        return true
    }

    /// What stands at a path, links not followed.
    static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }
}
