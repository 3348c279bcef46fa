import Glibc
import HandoffAudit

extension Submitter {
    /// Nil for the gate's own user, who needs no mention.
    package init?(other user: UInt32) {
        guard user != geteuid() else { return nil }
        self.init(user: user, name: Self.loginName(user))
    }

    /// What a policy calls them.
    var policyName: String { name ?? String(user) }

    private static func loginName(_ user: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var room = [CChar](repeating: 0, count: longestEntry)
        guard getpwuid_r(user, &entry, &room, room.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return nil
        }
        return String(cString: name)
    }

    private static let longestEntry = 16_384
}
