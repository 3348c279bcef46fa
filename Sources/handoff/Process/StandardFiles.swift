import Glibc

/// The process's manners towards whoever started it, and whom it starts.
enum StandardFiles {
    /// A reader that leaves (`| head`) and a file-size limit are reported by write(2), not by dying in the middle of a
    /// change. SIGIO is how the kernel tells whoever leases a file, as a policy is while it is read, that somebody opens it.
    static let ignoredSignals = [SIGPIPE, SIGXFSZ, SIGIO]

    static func prepare() {
        // A closed standard descriptor would be given to the next file that is opened, and words for a person would go
        // into it.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
        for number in ignoredSignals { signal(number, SIG_IGN) }
    }

    /// Descriptors that are open besides the three.
    static var others: [Int32] {
        DirectoryListing.names(in: "/proc/self/fd").compactMap { Int32($0) }.filter { $0 > STDERR_FILENO }
    }
}
