extension Figure {
    static let verifying = Figure(name: "verify") { workbench in
        let history = try workbench.history()
        let command = Command([workbench.options.handoff, "audit", "verify"], environment: history.home.environment)
        let hashing = Command(["openssl", "dgst", "-sha256"] + history.segments, environment: workbench.environment)
        // Once, so that the files are in the kernel's cache as far as they fit.
        let hasFloor = workbench.has("openssl")
        if hasFloor { try hashing.run() }
        var (own, floor) = (Samples(), Samples())
        var most = 0
        for _ in 0..<2 {
            if hasFloor { floor.add(try hashing.run()) }
            let (duration, peak) = try command.runMeasured()
            own.add(duration)
            most = max(most, peak)
        }
        let sum = workbench.peer("sha256sum", ["sha256sum"] + history.segments)
        return [
            Row(
                what:
                    "audit verify, \(Words.grouped(history.lines)) lines, \(Words.number(Double(history.bytes) / 1e9)) GB",
                value: .milliseconds(own.best),
                floor: hasFloor ? Floor(name: "openssl sha256", value: .milliseconds(floor.best)) : nil,
                target: .timesFloor(1), peers: [sum].compactMap(\.self)),
            Row(what: "… most memory resident", value: .megabytes(Double(most) / 1_048_576)),
        ]
    }
}
