import ArgumentParser
import Glibc
import Synchronization

/// For a signal handler, which may take nothing along.
private let signalled = Atomic<Int32>(0)

/// Whether somebody asked this process to stop (`INT`, `TERM`, `HUP`), for work that wants to clean up before it does.
enum Interruption {
    /// The signal that came; nil while none did.
    static var signal: Int32? {
        let number = signalled.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Throws what the process is to end with, once a signal came.
    static func check() throws(ExitCode) {
        if let signal { throw ExitCode(128 + signal) }
    }

    /// From now on a signal is remembered, and ends nothing by itself.
    static func watch() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            Glibc.signal(number, remember)
        }
    }
}

private func remember(_ number: Int32) { signalled.store(number, ordering: .relaxed) }
