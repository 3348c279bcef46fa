package enum TerminalEvent: Equatable, Sendable {
    case key(Key)
    /// A bracketed paste, whole; never delivered as keys. Lines end in `\n`.
    case paste(String)
    case resize(Size)
    case focusIn, focusOut
}

/// What a screen can be: the ncurses one, and the fake for tests.
package protocol TerminalBackend: AnyObject {
    var size: Size { get }
    var colorDepth: ColorDepth { get }

    /// Shows the buffer (clipped to `size`) with one update of the terminal; no cursor is shown where there is none.
    func present(_ buffer: Buffer, cursor: (column: Int, row: Int)?)
    /// The next event that is there already, or nil; never blocks. Call until nil before every wait.
    func nextEvent() -> TerminalEvent?
    /// Repaints everything that was last presented.
    func redraw()
    /// Gives the terminal back as it was found, until `resume`.
    func suspend()
    func resume()
    /// Gives the terminal back for good; harmless when called again.
    func close()
}
