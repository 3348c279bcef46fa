extension Figure {
    static let running = Figure(name: "running") { workbench in
        let home = try workbench.emptyHome("running")
        try home.letActionsThrough()
        let command = Command(
            [home.handoff, "run", "--reversible", "--internal", "--", "/bin/true"], environment: home.environment)
        // The other program that checks whether somebody may, writes that down, and runs it.
        let other = workbench.has("sudo") ? Command(["sudo", "-n", "/bin/true"], environment: home.environment) : nil
        var (own, sudo) = (Samples(), Samples())
        for number in 0..<workbench.samples(60) + 3 {
            let duration = try command.run()
            let peer = try other?.run()
            // The first few warm up.
            if number < 3 { continue }
            own.add(duration)
            if let peer { sudo.add(peer) }
        }
        let spawning = try workbench.spawning.get()
        let floor = sudo.count > 0 ? Floor(name: "sudo -n /bin/true", value: .milliseconds(sudo.median)) : spawning
        return [
            Row(
                what: "handoff run -- /bin/true, let through and recorded", value: .milliseconds(own.median),
                floor: floor,
                target: .timesFloor(2)),
            Row(
                what: "… without the process itself", value: .milliseconds(own.median - spawning.value.amount),
                target: nil),
        ]
    }
}
