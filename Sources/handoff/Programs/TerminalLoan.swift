import Glibc

/// Our standard input, where that is a terminal, in the hands of a program that has a process group of its own.
enum TerminalLoan {
    /// Whether the terminal is ours to lend: we are its foreground.
    static var isPossible: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

    static func lend(to group: pid_t) { setForeground(group) }

    static func takeBack() {
        if tcgetpgrp(STDIN_FILENO) > 0 { setForeground(getpgrp()) }
    }

    private static func setForeground(_ group: pid_t) {
        // Who is not in the foreground is stopped by asking for it, unless it blocks the signal.
        var (set, old) = (sigset_t(), sigset_t())
        sigemptyset(&set)
        sigaddset(&set, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &set, &old)
        tcsetpgrp(STDIN_FILENO, group)
        pthread_sigmask(SIG_SETMASK, &old, nil)
    }
}
