import Glibc

/// The process's manners towards whoever started it.
enum StandardFiles {
    static func prepare() {
        // A closed standard descriptor would be given to the next file that is opened, and words for a person would go
        // into it.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
        // A reader that leaves (`| head`) and a file-size limit are reported by write(2), not by dying in the middle of
        // a change.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
