/// A screen without a terminal: scripted events in, presented buffers out.
package final class FakeTerminal: TerminalBackend {
    package enum Call: Equatable, Sendable { case redraw, suspend, resume, close }

    package private(set) var size: Size
    package let colorDepth: ColorDepth
    /// Everything presented, oldest first.
    package private(set) var presented: [Buffer] = []
    package private(set) var cursor: (column: Int, row: Int)?
    package private(set) var calls: [Call] = []
    private var events: [TerminalEvent]

    package init(size: Size, colorDepth: ColorDepth = .trueColor, events: [TerminalEvent] = []) {
        self.size = size
        self.colorDepth = colorDepth
        self.events = events
    }

    package func feed(_ events: TerminalEvent...) { self.events += events }

    package func present(_ buffer: Buffer, cursor: (column: Int, row: Int)?) {
        presented.append(buffer)
        self.cursor = cursor
    }

    package func nextEvent() -> TerminalEvent? {
        if events.isEmpty { return nil }
        let event = events.removeFirst()
        if case .resize(let size) = event { self.size = size }
        return event
    }

    package func redraw() { calls.append(.redraw) }
    package func suspend() { calls.append(.suspend) }
    package func resume() { calls.append(.resume) }
    package func close() { calls.append(.close) }
}
