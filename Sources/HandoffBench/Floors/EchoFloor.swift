/// A byte through a pseudo-terminal to another process and back, which is what every key costs at least.
struct EchoFloor {
    let median: Floor
    let high: Floor

    static func measure(_ workbench: Workbench) throws -> EchoFloor {
        let terminal = try Pty(
            ["sh", "-c", "stty raw -echo && printf ready && exec cat"], environment: workbench.environment)
        defer { terminal.end() }
        try terminal.wait(for: "ready")
        var samples = Samples()
        for _ in 0..<workbench.samples(240) {
            guard let echo = try terminal.repaint(after: { try terminal.send("j") }, quietFor: .milliseconds(5)) else {
                throw BenchError.broken("cat did not echo")
            }
            samples.add(echo.duration)
        }
        return EchoFloor(
            median: Floor(name: "pty echo", value: .milliseconds(samples.median)),
            high: Floor(name: "pty echo", value: .milliseconds(samples.percentile(99))))
    }
}
