extension Figure {
    static let version = Figure(name: "version") { workbench in
        var own = Samples()
        var git: Samples? = Samples()
        let command = Command([workbench.options.handoff, "--version"], environment: workbench.environment)
        let peer = Command(["git", "--version"], environment: workbench.environment)
        for _ in 0..<workbench.samples(60) {
            own.add(try command.run())
            if let duration = try? peer.run() { git?.add(duration) } else { git = nil }
        }
        return [
            Row(
                what: "handoff --version, whole process", value: .milliseconds(own.median),
                floor: try workbench.spawning.get(), target: .atMost(5),
                peers: git.map { [Peer(name: "git", value: .milliseconds($0.median))] } ?? [])
        ]
    }
}
