import Glibc
import HandoffAudit
import HandoffCards
import TestSupport

/// A process that appends numbered facts and says of each batch, through a pipe, that it was acknowledged.
struct Writer {
    let id: pid_t
    /// Names its facts.
    let name: String
    private let pipe: Int32
    private var unread: [UInt8] = []
    /// How many of its facts were acknowledged to it.
    private(set) var acknowledged = 0

    /// The most facts that are appended at once.
    static let longestBatch = 5

    static let type = "trial.wrote"

    /// - Parameters:
    ///   - batches: after so many it ends by itself.
    ///   - seed: of how many facts there are in a batch, and how long they are.
    init(_ name: String, to log: TrialLog, disk: FatalDisk, batches: Int, seed: UInt64) throws {
        self.name = name
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw TrialError.failed("pipe") }
        let parent = getpid()
        id = try newProcess()
        if id == 0 {
            close(ends[0])
            Self.append(name, to: log, disk, batches: batches, seed: seed, acknowledgements: ends[1], while: parent)
        }
        close(ends[1])
        pipe = ends[0]
    }

    private static func append(
        _ name: String, to log: TrialLog, _ disk: FatalDisk, batches: Int, seed: UInt64, acknowledgements: Int32,
        while parent: pid_t
    ) -> Never {
        var random = SeededRandom(seed: seed)
        do {
            let log = try log.open(disk: disk)
            var number = 0
            for _ in 0..<batches {
                if getppid() != parent { _exit(75) }
                let facts = (0..<Int.random(in: 1...longestBatch, using: &random)).map { place in
                    fact(name, number + place, padding: 1 << Int.random(in: 0...8, using: &random))
                }
                let now = Timestamp.now
                try log.transaction(now: now) { _ = try $0.append(facts, at: now) }
                number += facts.count
                withUnsafeBytes(of: UInt32(number)) { _ = write(acknowledgements, $0.baseAddress, $0.count) }
                // As a process does that ends after a few.
                if Int.random(in: 0..<8, using: &random) == 0 { try log.checkpointNow(at: now) }
            }
            try log.checkpointNow(at: .now)
            _exit(0)
        } catch {
            Trial.say("\(name): \(error)")
            _exit(70)
        }
    }

    private static func fact(_ writer: String, _ number: Int, padding: Int) -> AuditFact {
        .other(
            type: type,
            body: [
                "writer": .string(writer), "number": .number(Double(number)),
                "padding": .string(String(repeating: "é\n", count: padding)),
            ])
    }

    /// Takes in what was acknowledged until now; until its end when it was waited for.
    mutating func readAcknowledgements() {
        var block = [UInt8](repeating: 0, count: 65_536)
        var request = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
        while poll(&request, 1, 0) == 1 {
            let count = read(pipe, &block, block.count)
            guard count > 0 else { return }
            unread += block[..<count]
            let whole = unread.count / 4 * 4
            guard whole > 0 else { continue }
            acknowledged = Int(
                unread.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: whole - 4, as: UInt32.self) })
            unread.removeFirst(whole)
        }
    }

    /// Waits for its end and takes in all that was acknowledged.
    ///
    /// - Returns: the exit status, or 128 and the number of the signal.
    mutating func end() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        readAcknowledgements()
        close(pipe)
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    }
}

/// fork(2), which Swift keeps from programs with threads; this one has none.
private func newProcess() throws -> pid_t {
    typealias Fork = @convention(c) () -> pid_t
    guard let symbol = dlsym(nil, "fork") else { throw TrialError("there is no fork") }
    let id = unsafeBitCast(symbol, to: Fork.self)()
    if id < 0 { throw TrialError.failed("fork") }
    return id
}
