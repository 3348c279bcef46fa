import CNcurses
import Glibc
import Terminal

/// The terminal through ncurses. Serial use, as the main actor gives it, is all that is needed; not one certain
/// thread.
package final class NcursesScreen: @MainActor TerminalBackend {
    package private(set) var size: Size
    package var colorDepth: ColorDepth { palette.depth }
    /// False when no UTF-8 locale was to be had: then every glyph is shown as ASCII.
    package let isUTF8: Bool
    /// Readable when there may be events.
    package var inputDescriptor: Int32 { STDIN_FILENO }

    /// Kept, since its handlers are what keeps ncurses from setting its own.
    private let signals: SignalPipe
    private let streams: TerminalStreams
    private let screen: OpaquePointer
    private let keyboard: Keyboard
    private let restoring: [UInt8]
    private var cursor: (column: Int, row: Int)?
    private var isClosed = false
    private var isSuspended = false
    var palette: Palette
    /// What was presented last, as long as ncurses' window holds it.
    var shown: Buffer?
    /// Room for one row of cells on their way to ncurses.
    var cells: [cchar_t]

    /// Takes the terminal of standard input and output. The pipe must hold the signals that end or stop the
    /// process: ncurses would take those that are free, and its handlers `_exit`.
    package init(environment: [String: String], signals: SignalPipe) throws(ScreenError) {
        let name = environment["TERM"] ?? ""
        if name.isEmpty || name == "dumb" { throw .tooSimple(name) }
        let streams = try TerminalStreams()
        isUTF8 = NcursesScreen.useUTF8()
        guard let screen = NcursesScreen.open(name, environment: environment, streams: streams) else {
            streams.close()
            throw .unknownTerminal(name)
        }
        guard cn_capability("cup") != nil else {
            endwin()
            delscreen(screen)
            streams.close()
            throw .tooSimple(name)
        }
        self.signals = signals
        self.streams = streams
        self.screen = screen
        size = TerminalStreams.measure() ?? Size(columns: 80, rows: 24)
        cells = Array(repeating: cchar_t(), count: size.columns)
        palette = Palette(environment: environment)
        keyboard = Keyboard(descriptor: STDIN_FILENO)
        restoring = TerminalModes.restoring()
        CrashGuard.arm(output: STDOUT_FILENO, restoring: restoring, settings: streams.settings)
        raw()
        noecho()
        nonl()
        set_escdelay(25)
        // Updates are not to stop halfway because a key is waiting.
        typeahead(-1)
        TerminalStreams.write(TerminalModes.on)
    }

    package func present(_ buffer: Buffer, cursor: (column: Int, row: Int)?) {
        if isClosed || isSuspended { return }
        copy(buffer)
        if palette.ranOut() {
            palette.forget()
            shown = nil
            clearok(cn_current_screen(), true)
            copy(buffer)
            // A screen that needs more than there are goes without the rest.
            _ = palette.ranOut()
        }
        shown = buffer
        self.cursor = cursor
        let window = cn_standard_screen()
        leaveok(window, cursor == nil)
        curs_set(cursor == nil ? 0 : 1)
        if let cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
        wnoutrefresh(window)
        doupdate()
    }

    package func nextEvent() -> TerminalEvent? {
        if isClosed || isSuspended { return nil }
        if adoptSize() { return .resize(size) }
        return keyboard.next()
    }

    package func redraw() {
        if isClosed || isSuspended { return }
        clearok(cn_current_screen(), true)
        if let shown { present(shown, cursor: cursor) }
    }

    package func suspend() {
        if isClosed || isSuspended { return }
        giveBack()
        isSuspended = true
    }

    /// Also after a stop that nobody announced: sets everything up again and repaints.
    package func resume() {
        if isClosed { return }
        isSuspended = false
        CrashGuard.arm(output: STDOUT_FILENO, restoring: restoring, settings: streams.settings)
        reset_prog_mode()
        TerminalStreams.write(TerminalModes.on)
        redraw()
    }

    package func close() {
        if isClosed { return }
        if !isSuspended { giveBack() }
        isClosed = true
        keyboard.close()
        delscreen(screen)
        streams.close()
    }

    private func giveBack() {
        TerminalStreams.write(TerminalModes.off)
        endwin()
        streams.restoreSettings()
        CrashGuard.disarm()
    }

    /// True when the terminal's size changed since it was last asked.
    private func adoptSize() -> Bool {
        guard let now = TerminalStreams.measure(), now != size else { return false }
        size = now
        cells = Array(repeating: cchar_t(), count: now.columns)
        resize_term(Int32(now.rows), Int32(now.columns))
        clearok(cn_current_screen(), true)
        shown = nil
        return true
    }
}

extension NcursesScreen {
    /// The user's locale for characters (and for nothing else: numbers stay C's), or C.UTF-8 where that is not UTF-8.
    private static func useUTF8() -> Bool {
        func isUTF8() -> Bool { String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" }
        setlocale(LC_CTYPE, "")
        if isUTF8() { return true }
        return setlocale(LC_CTYPE, "C.UTF-8") != nil && isUTF8()
    }

    /// The entry of direct colour beside the terminal's own where COLORTERM promises true colour and there is
    /// one, else its own.
    private static func open(
        _ name: String, environment: [String: String], streams: TerminalStreams
    ) -> OpaquePointer? {
        // The size is the kernel's word, not that of LINES and COLUMNS, which no resize changes.
        use_env(false)
        use_tioctl(true)
        if ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? ""), !name.hasSuffix("-direct") {
            let stem = name.hasSuffix("-256color") ? String(name.dropLast(9)) : name
            if let screen = newterm(stem + "-direct", streams.output, streams.input) { return screen }
        }
        return newterm(name, streams.output, streams.input)
    }
}
