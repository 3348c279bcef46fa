import Glibc

/// One of a program's streams on its way to one of ours, or to nowhere but the tail.
struct PassedStream {
    /// -1 once it is at its end.
    private(set) var source: Int32
    /// -1 where it is not passed on.
    private let target: Int32
    /// Read and not passed on yet. Nothing more is read meanwhile: a slow reader slows the program down, as if it were its own.
    private var pending: ArraySlice<UInt8> = []

    init(from source: Int32, to target: Int32?) {
        self.source = source
        self.target = target ?? -1
    }

    var isPending: Bool { !pending.isEmpty }

    /// What to wait for.
    var request: pollfd {
        if isPending { return pollfd(fd: target, events: Int16(POLLOUT), revents: 0) }
        return pollfd(fd: source, events: Int16(POLLIN), revents: 0)
    }

    /// Does what `poll` says is possible.
    mutating func proceed(_ request: pollfd, _ tail: inout OutputTail) {
        guard request.revents != 0 else { return }
        if isPending { pass() } else { read(&tail) }
    }

    /// Whether there was something to read.
    @discardableResult
    mutating func read(_ tail: inout OutputTail) -> Bool {
        guard source >= 0 else { return false }
        var block = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(source, &block, block.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return false }
        guard count > 0 else {
            end()
            return false
        }
        tail.add(block[..<count])
        if target >= 0 { pending = block[..<count] }
        return true
    }

    /// Where `poll` says that a pipe is writable, so many bytes never block.
    private static let atOnce = 4096

    private mutating func pass() {
        let count = pending.prefix(Self.atOnce).withUnsafeBytes { Glibc.write(target, $0.baseAddress, $0.count) }
        if count >= 0 {
            pending = pending.dropFirst(count)
        } else if errno != EINTR, errno != EAGAIN {
            // Our reader left: the program gets to know, as if it had written there itself.
            giveUp()
        }
    }

    /// Nobody is going to read the rest.
    mutating func giveUp() {
        pending = []
        end()
    }

    private mutating func end() {
        if source >= 0 { close(source) }
        source = -1
    }
}
