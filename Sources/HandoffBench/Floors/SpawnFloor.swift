/// What starting any process and waiting for it takes.
enum SpawnFloor {
    static func measure(_ workbench: Workbench) throws -> Floor {
        let command = Command(["/bin/true"], environment: workbench.environment)
        var samples = Samples()
        for _ in 0..<workbench.samples(60) { samples.add(try command.run()) }
        return Floor(name: "/bin/true", value: .milliseconds(samples.median))
    }
}
