import Glibc

extension Figure {
    static let memory = Figure(name: "memory") { workbench in
        try [(workbench.small, 30.0), (workbench.large, 60)].map { count, limit in
            let console = try workbench.restingConsole(workbench.queue(count))
            defer { console.end() }
            return Row(
                what: "resident memory, \(Words.grouped(count)) pending",
                value: .megabytes(Double(try ProcessStatus.residentMemory(of: console.child.id)) / 1_048_576),
                target: .atMost(limit), peers: try workbench.peers(count) { .megabytes($0.memory) })
        }
    }

    static let idle = Figure(name: "idle") { workbench in
        let seconds = workbench.options.isQuick ? 3 : 10
        return try [workbench.small, workbench.large].map { count in
            let console = try workbench.restingConsole(workbench.queue(count))
            defer { console.end() }
            try console.settle(quietFor: .seconds(1))
            let before = ProcessStatus.sleeps(of: console.child.id)
            sleep(UInt32(seconds))
            let wakeUps = ProcessStatus.sleeps(of: console.child.id) - before
            return Row(
                what: "wake-ups in \(seconds) idle seconds, \(Words.grouped(count)) pending",
                value: .times(Double(wakeUps)), target: .atMost(0))
        }
    }
}
