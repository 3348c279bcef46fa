import Testing

@testable import Terminal

struct FakeTerminalTests {
    @Test func playsItsScript() {
        let screen = FakeTerminal(size: Size(columns: 80, rows: 24), events: [.key(.enter)])
        let backend: any TerminalBackend = screen
        screen.feed(.resize(Size(columns: 60, rows: 16)), .paste("x"))
        #expect(backend.nextEvent() == .key(.enter))
        #expect(backend.size == Size(columns: 80, rows: 24))
        #expect(backend.nextEvent() == .resize(Size(columns: 60, rows: 16)))
        #expect(backend.size == Size(columns: 60, rows: 16))
        #expect(backend.nextEvent() == .paste("x"))
        #expect(backend.nextEvent() == nil)
        let buffer = Buffer(size: backend.size)
        backend.present(buffer, cursor: (3, 4))
        backend.suspend()
        backend.resume()
        backend.redraw()
        backend.close()
        #expect(screen.presented == [buffer])
        #expect(screen.cursor?.column == 3)
        #expect(screen.calls == [.suspend, .resume, .redraw, .close])
    }
}
