/// What the kernel counts for a process (proc(5)).
enum ProcessStatus {
    /// Resident memory in bytes, what it shares with others included.
    static func residentMemory(of id: Int32) throws -> Int {
        guard let kilobytes = field("VmRSS:", in: Files.text("/proc/\(id)/status")) else {
            throw BenchError.broken("process \(id) has no resident memory: it has ended")
        }
        return kilobytes * 1024
    }

    /// How often its threads have gone to sleep of themselves; each time something wakes them again.
    static func sleeps(of id: Int32) -> Int {
        threads(of: id).reduce(0) { $0 + (field("voluntary_ctxt_switches:", in: Files.text($1 + "/status")) ?? 0) }
    }

    /// Processor time that its threads have used.
    static func processorTime(of id: Int32) -> Duration {
        threads(of: id).reduce(.zero) { sum, thread in
            let nanoseconds = Files.text(thread + "/schedstat").split(separator: " ").first.flatMap { Int($0) } ?? 0
            return sum + .nanoseconds(nanoseconds)
        }
    }

    private static func threads(of id: Int32) -> [String] {
        Files.names(in: "/proc/\(id)/task").map { "/proc/\(id)/task/\($0)" }
    }

    private static func field(_ name: String, in status: String) -> Int? {
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.dropFirst(name.count).split { $0 == " " || $0 == "\t" }.first.flatMap { Int($0) }
    }
}
