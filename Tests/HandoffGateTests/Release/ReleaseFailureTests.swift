import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import TestSupport
import Testing

/// A disk that is full or fails: what is not recorded is neither released nor acknowledged.
@Suite struct ReleaseFailureTests {
    /// What was acknowledged of one card's life until something failed.
    private func live(_ bench: GateBench, _ gate: Gate, _ step: () -> Void = {}) -> [String] {
        var done: [String] = []
        func attempt(_ what: String, _ work: () throws -> Void) {
            do {
                try work()
                done.append(what)
            } catch {}
        }
        var release: Release?
        let now = bench.start
        step()
        attempt("handoff.proposed one") { try gate.admitAll(now: { now }) }
        if done.isEmpty { return done }
        attempt("handoff.decided one") {
            guard let id = CardID("one") else { return }
            _ = try gate.decide(bench.request(gate, id, .approve), now: now)
        }
        attempt("execution.started one") {
            release = try CardID("one").map { try gate.release($0, by: "test", now: now) }
        }
        guard let release else { return done }
        attempt("execution.finished one") {
            try gate.finish([(release, ProgramRun(ending: .exit(0), duration: 1, output: ""))], now: now)
        }
        return done
    }

    /// Each sync, each write, each truncation fails in its turn, and then the power, too: the log that is left has all that was acknowledged, and
    /// nothing was released without its line.
    @Test(arguments: [DiskError.Operation.synchronize, .write], [EIO, ENOSPC, EFBIG, EDQUOT])
    func whatFailsIsNotAcknowledged(operation: DiskError.Operation, code: Int32) throws {
        let start = ContinuousClock.now
        var (tries, lost, cut) = (0, 0, 0)
        for successes in 0..<12 {
            let disk = MemoryDisk()
            let bench = try GateBench(disk: disk)
            _ = try bench.submit("one")
            let done = live(bench, try bench.gate()) { disk.fail(operation, after: successes, code: code) }
            if done.count < 4 { cut += 1 }
            tries += 1
            let after = try AuditLog(directory: bench.folder + "/audit", disk: disk.restarted(.nothing))
            var reader = try after.reader()
            var story: Set<String> = []
            while let line = try reader.next() { story.insert(try line.type + " " + (line.body["card"]?.string ?? "")) }
            for line in done where !story.contains(line) {
                lost += 1
                Issue.record("\(line) was acknowledged and is not there, \(operation) \(successes)")
            }
        }
        // Of twelve, some came in time to matter, and some came too late.
        #expect(cut > 2 && cut < 12)
        let promise = operation == .synchronize ? 18 : 17
        Soak.report(promise: promise, name: "\(operation) fails with \(code)", runs: tries, lost: lost, since: start)
    }

    /// At each number of bytes that a release and what comes of it need.
    @Test func aFullDiskReleasesNothing() throws {
        let start = ContinuousClock.now
        let stride = Soak.count(ordinary: 90, soak: 1)
        var (tries, unrecorded) = (0, 0)
        for room in Swift.stride(from: 0, to: 400, by: stride) {
            let disk = MemoryDisk()
            let bench = try GateBench(disk: disk)
            let gate = try bench.gate()
            let id = try bench.approve("one", by: gate)
            let size = disk.paths.compactMap { disk.bytes($0)?.count }.reduce(0, +)
            disk.limitCapacity(to: size + room)
            let release = Result { try gate.release(id, by: "test", now: bench.start) }
            let started = try bench.count("execution.started")
            let released = (try? release.get()) == nil ? 0 : 1
            #expect(started == released, "\(room) bytes")
            if released > started { unrecorded += 1 }
            if case .failure(let error) = release {
                #expect("\(error)".contains("No space left"))
                #expect(access(bench.folder + "/running/one", F_OK) != 0)
                // With room again, another process takes it.
                disk.limitCapacity(to: .max)
                _ = try bench.gate().release(id, by: "test", now: bench.start)
            }
            tries += 1
        }
        Soak.report(promise: 17, name: "releases on a full disk", runs: tries, lost: unrecorded, since: start)
    }

    /// The real thing, where this user may mount one.
    @Test(.enabled(if: SmallDisk.canMount, "only root can mount a small disk")) func aFullFileSystemReleasesNothing()
        throws
    {
        let bench = try GateBench()
        let disk = try SmallDisk(at: bench.folder + "/audit")
        let gate = try bench.gate()
        let id = try bench.approve("one", by: gate)
        disk.fill()
        // The log's last page, too, by lines that are shorter than the one of a release.
        while (try? bench.log().append([.refused(.init(card: id, reason: "full"))], at: bench.start)) != nil {}
        let error = #expect(throws: AuditError.self) { _ = try gate.release(id, by: "test", now: bench.start) }
        #expect(error?.description.contains("No space left on device") == true)
        #expect(try bench.count("execution.started") == 0)
        disk.clear()
        // The object that failed stays closed; another process goes on.
        #expect(throws: AuditError.self) { _ = try gate.release(id, by: "test", now: bench.start) }
        _ = try bench.gate().release(id, by: "test", now: bench.start)
        #expect(try bench.count("execution.started") == 1)
    }
}
