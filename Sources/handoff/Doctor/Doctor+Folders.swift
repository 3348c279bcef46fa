import Glibc
import HandoffGate
import HandoffQueue

extension Doctor {
    /// A folder of ours: there, a directory, this user's own, closed to others.
    func folder(_ name: String, _ path: String) -> Check {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return .fail(name, "\(path): " + Failure.words(errno), "Make it with: handoff init")
        }
        if status.st_mode & S_IFMT == S_IFLNK {
            guard stat(path, &status) == 0 else { return .fail(name, "\(path) is a link to nothing", nil) }
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return .fail(name, "\(path) is no directory", nil) }
        guard status.st_uid == geteuid() else {
            return .warn(
                name, "\(path) belongs to the user with the number \(status.st_uid)", "Only its owner can decide here.")
        }
        let mode = Failure.octal(status.st_mode & 0o7777)
        guard status.st_mode & 0o022 == 0 else {
            return .warn(
                name, "\(path) can be changed by others (mode \(mode))",
                "If no agent of another user has to write there: chmod 700 \(path)")
        }
        return .ok(name, "\(path), mode \(mode)")
    }

    /// The home itself; and where agents of other users come to its queue, who can do what.
    func homeFolders() -> [Check] {
        guard let group = AgentAccess.group(of: home) else { return [folder("home", home.root)] }
        let faults = AgentAccess.faults(in: home)
        if faults.isEmpty { return [.ok("home", "\(home.root), whose queue is shared with the group \(group.name)")] }
        return faults.map { .fail("agents", $0.finding, $0.remedy) }
    }

    func queueChecks(_ workplace: Workplace) -> [Check] {
        if AgentAccess.isShared(home) { return [bad(workplace), watching(workplace)] }
        let folders = Self.queueFolders.map { folder("queue/" + $0, home.queue + "/" + $0) }
        // One line for all that is well.
        let unwell = folders.filter { $0.state != .ok }
        let checks = unwell.isEmpty ? [Check.ok("queue", "\(folders.count) folders, yours alone")] : unwell
        return checks + [bad(workplace), watching(workplace)]
    }

    private static let queueFolders = ["tmp", "new", "decisions", "outcomes", "saved", "done", "bad"]

    private func bad(_ workplace: Workplace) -> Check {
        do {
            let entries = try workplace.store().listBad()
            guard let last = entries.last else { return .ok("refused files", "none") }
            return .warn(
                "refused files", "\(entries.count), the last one \(last.name): \(last.reason ?? "the reason is lost")",
                "Look at them in \(home.queue)/bad; they may be deleted.")
        } catch {
            return .fail("refused files", error)
        }
    }

    private func watching(_ workplace: Workplace) -> Check {
        do {
            _ = try workplace.store().watch(Set(QueuePlace.allCases))
            let limits = ["max_user_instances", "max_user_watches"].map { name in
                let bytes = (try? InputFile.read("/proc/sys/fs/inotify/" + name, limit: 64)) ?? []
                return String(decoding: bytes, as: UTF8.self).filter(\.isNumber)
            }
            return .ok("inotify", "works; at most \(limits[0]) instances and \(limits[1]) watches a user")
        } catch {
            return .fail("inotify", error)
        }
    }

    func space() -> Check {
        var info = statvfs()
        guard statvfs(home.root, &info) == 0 else { return .fail("disk", "\(home.root): " + Failure.words(errno), nil) }
        let free = Int(info.f_bavail) * Int(info.f_frsize) / (1 << 20)
        let inodes = Int(info.f_favail)
        let finding = "\(free) MiB free"
        // Some file systems make inodes as they go and count none.
        let lacksInodes = info.f_files > 0 && inodes < Self.leastInodes
        if free < Self.leastSpace || lacksInodes {
            return .fail(
                "disk", lacksInodes ? "\(inodes) inodes free" : finding,
                "Nothing is decided on a full disk; free some space.")
        }
        return free < Self.littleSpace
            ? .warn("disk", finding, "Free some space before it is full.") : .ok("disk", finding)
    }

    /// In MiB.
    private static let leastSpace = 16
    private static let littleSpace = 256
    private static let leastInodes = 64
}
