import Glibc

/// The Unix group whose members are the agents.
struct AgentsGroup: Equatable {
    let name: String
    let number: gid_t

    /// Throws a `Failure` that tells how to make it.
    init(named name: String) throws(Failure) {
        guard let entry = getgrnam(name) else {
            throw Failure(
                .usage, "there is no group \(name)",
                advice: "Make it, with yourself in it: sudo groupadd \(name) && sudo usermod -aG \(name) \(Self.user)")
        }
        self.init(name: name, number: entry.pointee.gr_gid)
    }

    /// By its number; called so where it has no name.
    init(number: gid_t) {
        let name = getgrgid(number).map { String(cString: $0.pointee.gr_name) }
        self.init(name: name ?? String(number), number: number)
    }

    private init(name: String, number: gid_t) {
        self.name = name
        self.number = number
    }

    /// Whether this process is in it, so that it can read what the agents wrote.
    var includesUs: Bool {
        if geteuid() == 0 || getegid() == number { return true }
        var groups = [gid_t](repeating: 0, count: Self.most)
        let count = getgroups(Int32(groups.count), &groups)
        return count > 0 && groups[..<Int(count)].contains(number)
    }

    /// How to get in.
    var remedy: String { "sudo usermod -aG \(name) \(Self.user), and log in again" }

    private static var user: String { Environment.userName(Environment.current) ?? "$USER" }

    /// As many as Linux lets a process have.
    private static let most = 65_536
}
