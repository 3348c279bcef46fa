import Glibc
import HandoffAudit
import NcursesTerminal

/// Runs one program to its end, on this thread, asleep but for what it does. SIGPIPE has to be ignored (`StandardFiles.prepare`).
struct ProgramRunner {
    private let program: Program
    private let process: ProgramProcess
    private let signals: SignalPipe?
    private let stop: Int32
    private var streams: [PassedStream]
    private var tail = OutputTail()
    private var input: ArraySlice<UInt8> = []
    private var hasTerminal: Bool
    /// When it is told to end, and when it is made to.
    private var deadline: ContinuousClock.Instant?
    private var killAt: ContinuousClock.Instant?
    private var isBeingEnded = false
    private var isTimedOut = false

    /// Between being told to end and being made to.
    static let grace = Duration.seconds(2)

    /// - Parameters:
    ///   - signals: what comes there (INT, TERM, HUP) goes on to the program's group. With CHLD among them, a program that is stopped at the
    ///     terminal stops us, too.
    ///   - stop: a descriptor; once it is readable the program is ended.
    static func run(_ program: Program, signals: SignalPipe? = nil, stop: Int32 = -1) -> ProgramRun {
        let start = ContinuousClock.now
        let result: (ProgramRun.Ending, String)
        do throws(ProgramNotStarted) {
            var runner = try ProgramRunner(program, signals, stop, start)
            result = (runner.runToEnd(), runner.tail.text)
        } catch { result = (.notStarted(error.reason), "") }
        let duration = Int((ContinuousClock.now - start) / .milliseconds(1))
        return ProgramRun(ending: result.0, duration: duration, output: result.1)
    }

    private init(
        _ program: Program, _ signals: SignalPipe?, _ stop: Int32, _ start: ContinuousClock.Instant
    ) throws(ProgramNotStarted) {
        self.program = program
        self.signals = signals
        self.stop = stop
        if case .bytes(let bytes) = program.input {
            input = bytes[...]
            hasTerminal = false
        } else {
            hasTerminal = TerminalLoan.isPossible
        }
        process = try ProgramProcess(program, ownsTerminal: hasTerminal)
        streams = [
            PassedStream(from: process.output, to: program.passesOutput ? STDOUT_FILENO : nil),
            PassedStream(from: process.errors, to: program.passesOutput ? STDERR_FILENO : nil),
        ]
        // The streams close them.
        (process.output, process.errors) = (-1, -1)
        deadline = program.timeout.map { start + $0 }
        if input.isEmpty { closeInput() }
    }

    private mutating func runToEnd() -> ProgramRun.Ending {
        while !process.hasEnded { step() }
        // What it started may hold the streams for ever. What was written until now is taken, and no more.
        if isBeingEnded { process.signal(SIGKILL) }
        closeInput()
        for place in streams.indices {
            repeat {
                while streams[place].isPending { waitForReader(place) }
            } while streams[place].read(&tail)
        }
        let status = process.reap()
        if hasTerminal { TerminalLoan.takeBack() }
        for stream in streams where stream.source >= 0 { close(stream.source) }
        if isTimedOut { return .timedOut }
        return status & 0x7f == 0 ? .exit(Int(status >> 8 & 0xff)) : .signal(Int(status & 0x7f))
    }

    /// Waits for something to happen, and deals with it.
    private mutating func step() {
        var requests = streams.map(\.request)
        requests += [
            pollfd(fd: process.input, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: process.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isBeingEnded ? -1 : stop, events: Int16(POLLIN), revents: 0),
        ]
        poll(&requests, nfds_t(requests.count), timeout())
        for place in streams.indices { streams[place].proceed(requests[place], &tail) }
        if requests[2].revents != 0 { feed() }
        if requests[4].revents != 0 { passSignals() }
        if requests[5].revents != 0 { tellToEnd() }
        let now = ContinuousClock.now
        if let deadline, deadline <= now {
            self.deadline = nil
            if !isBeingEnded { isTimedOut = true }
            tellToEnd()
        }
        if let killAt, killAt <= now {
            self.killAt = nil
            process.signal(SIGKILL)
        }
    }

    /// Until the next time that something is due. Without a descriptor for its end, that is looked for now and then.
    private func timeout() -> Int32 {
        let due = [deadline, killAt].compactMap(\.self).min()
        let left = due.map { max(0, ($0 - .now) / .milliseconds(1)).rounded(.up) } ?? .infinity
        let longest: Double = process.descriptor < 0 ? 20 : 86_400_000
        return left == .infinity && process.descriptor >= 0 ? -1 : Int32(min(left, longest))
    }

    private mutating func tellToEnd() {
        guard !isBeingEnded else { return }
        isBeingEnded = true
        killAt = .now + Self.grace
        process.signal(SIGTERM)
        // One that is stopped would not notice.
        process.signal(SIGCONT)
    }

    private mutating func feed() {
        let count = input.withUnsafeBytes { write(process.input, $0.baseAddress, $0.count) }
        if count >= 0 {
            input = input.dropFirst(count)
        } else if errno != EAGAIN, errno != EINTR {
            // It does not want the rest.
            input = []
        }
        if input.isEmpty { closeInput() }
    }

    private func closeInput() {
        if process.input >= 0 { close(process.input) }
        process.input = -1
    }

    private mutating func waitForReader(_ place: Int) {
        var requests = [
            streams[place].request, pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        poll(&requests, nfds_t(requests.count), -1)
        streams[place].proceed(requests[0], &tail)
        // The program is gone: whoever wants us to end now shall have it, and the rest of the output is lost.
        if requests[1].revents != 0, signals?.drain().contains(where: { $0 != SIGCHLD }) == true {
            streams[place].giveUp()
        }
    }

    private mutating func passSignals() {
        for number in signals?.drain() ?? [] {
            if number != SIGCHLD { process.signal(number) } else if process.takeStop() { stopWithIt() }
        }
    }

    /// Stops as the program was stopped, and goes on with it.
    private mutating func stopWithIt() {
        if hasTerminal { TerminalLoan.takeBack() }
        kill(0, SIGTSTP)
        hasTerminal = TerminalLoan.isPossible
        if hasTerminal { TerminalLoan.lend(to: process.id) }
        process.signal(SIGCONT)
    }
}
