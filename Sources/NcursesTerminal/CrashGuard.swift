import Glibc

/// Gives the terminal back when the process crashes: the restoring bytes, the saved line settings, and then the
/// signal again with its default action. What the handler needs is computed when the guard is armed.
nonisolated enum CrashGuard {
    static let signals = [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGQUIT]

    static func arm(output: Int32, restoring bytes: [UInt8], settings: termios) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        let isFirst = state.pointee.bytes == nil
        state.pointee.bytes?.deallocate()
        state.pointee.bytes = copy
        state.pointee.count = bytes.count
        state.pointee.output = output
        state.pointee.settings = settings
        state.pointee.isArmed = true
        if !isFirst { return }
        useStackOfItsOwn()
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = restoreAndDie
            action.sa_flags = Int32(SA_ONSTACK)
            sigfillset(&action.sa_mask)
            sigaction(signal, &action, nil)
        }
    }

    /// The terminal is in order: a crash has nothing to restore.
    static func disarm() { state.pointee.isArmed = false }

    /// So that running out of stack can be handled too; on the thread that calls.
    private static func useStackOfItsOwn() {
        let size = 64 * 1024
        var stack = stack_t(
            ss_sp: UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16), ss_flags: 0, ss_size: size)
        sigaltstack(&stack, nil)
    }
}

private nonisolated struct CrashState {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var output: Int32 = 1
    var settings = termios()
    var isArmed = false
}

/// For the handler. It is allocated before the handler is set and never freed, and written on the main actor
/// alone; a crash in the middle of that, which replaces bytes by equal bytes, is the only reader at the same
/// time.
private nonisolated(unsafe) let state: UnsafeMutablePointer<CrashState> = {
    let state = UnsafeMutablePointer<CrashState>.allocate(capacity: 1)
    state.initialize(to: CrashState())
    return state
}()

/// The handler: async-signal-safe calls and plain memory only.
private nonisolated func restoreAndDie(_ number: Int32) {
    if state.pointee.isArmed {
        state.pointee.isArmed = false
        if let bytes = state.pointee.bytes { _ = write(state.pointee.output, bytes, state.pointee.count) }
        signal(SIGTTOU, SIG_IGN)
        tcsetattr(state.pointee.output, TCSANOW, &state.pointee.settings)
    }
    signal(number, SIG_DFL)
    raise(number)
}
