import Glibc

/// How fast two threads can tell each other something by renaming files that the other watches with inotify(7).
struct NoticeFloor {
    /// Rename until the other wakes.
    let oneWay: Floor
    let oneWayHigh: Floor
    /// Rename, wake, rename back, wake.
    let bothWays: Floor

    static func measure(_ workbench: Workbench) throws -> NoticeFloor {
        let folder = workbench.folder + "/notices"
        for name in ["", "/there", "/back", "/ready"] { try Files.makeFolder(folder + name) }
        let count = workbench.samples(400)
        let there = try Watch(folder + "/there")
        let back = try Watch(folder + "/back")
        for number in 0..<count {
            for way in ["there", "back"] { try Files.write([], to: "\(folder)/ready/\(way)-\(number)") }
        }
        let other = try Worker {
            var woken: [ContinuousClock.Instant] = []
            for number in 0..<count {
                try there.sleep()
                woken.append(.now)
                try Renaming(from: "\(folder)/ready/back-\(number)", to: "\(folder)/back/\(number)").perform()
            }
            return woken
        }
        var sent: [ContinuousClock.Instant] = []
        var bothWays = Samples()
        for number in 0..<count {
            // A pause, for who is asked without end never sleeps.
            usleep(1000)
            let begin = ContinuousClock.now
            try Renaming(from: "\(folder)/ready/there-\(number)", to: "\(folder)/there/\(number)").perform()
            try back.sleep()
            sent.append(begin)
            bothWays.add(.now - begin)
        }
        var oneWay = Samples()
        for (begin, end) in zip(sent, try other.join()) { oneWay.add(end - begin) }
        return NoticeFloor(
            oneWay: Floor(name: "rename, inotify", value: .milliseconds(oneWay.median)),
            oneWayHigh: Floor(name: "rename, inotify", value: .milliseconds(oneWay.percentile(99))),
            bothWays: Floor(name: "inotify both ways", value: .milliseconds(bothWays.median)))
    }

    private final class Watch: Sendable {
        private let descriptor: Int32

        init(_ folder: String) throws {
            descriptor = try BenchError.check(inotify_init1(Int32(IN_CLOEXEC)), "make a watch")
            try BenchError.check(inotify_add_watch(descriptor, folder, UInt32(IN_MOVED_TO)), "watch \(folder)")
        }

        deinit { close(descriptor) }

        /// Until something comes; gives up after ten seconds.
        func sleep() throws {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, 10_000) == 1 else { throw BenchError.broken("inotify told nothing") }
            withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
                _ = read(descriptor, buffer.baseAddress, buffer.count)
            }
        }
    }
}
