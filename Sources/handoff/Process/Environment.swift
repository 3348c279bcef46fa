import Glibc

/// The environment variables that this program reads.
enum Environment {
    static let names = [
        "COLORTERM", "COLUMNS", "HANDOFF_CONFIG", "HANDOFF_HOME", "HANDOFF_OPERATOR", "HOME", "LANG", "LC_ALL",
        "LC_CTYPE", "LOGNAME",
        "NO_COLOR", "TERM",
        "TERMINFO", "TERMINFO_DIRS", "USER", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
    ]

    static var current: [String: String] {
        names.reduce(into: [:]) { environment, name in
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
    }

    /// The value of a variable that is not ours; nil where it is not set.
    static func bytes(of name: String) -> [UInt8]? {
        getenv(name).map { value in Array(UnsafeRawBufferPointer(start: value, count: strlen(value))) }
    }

    /// Whose key decides, where nothing else says it.
    static var operatorName: String? {
        guard let name = getenv("HANDOFF_OPERATOR"), name[0] != 0 else { return nil }
        return String(cString: name)
    }

    /// All that this process was started with, each as `NAME=VALUE`, for programs that are not ours.
    static var inherited: [[UInt8]] {
        let bytes = (try? InputFile.read("/proc/self/environ", limit: longest)) ?? []
        return bytes.split(separator: 0).map(Array.init)
    }

    /// More than the kernel takes.
    private static let longest = 16 << 20

    /// The user's login name, as far as the environment or the system's user list knows it.
    static func userName(_ environment: [String: String]) -> String? {
        for name in ["USER", "LOGNAME"] {
            if let user = environment[name], !user.isEmpty { return user }
        }
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return nil }
        return String(cString: name)
    }
}
