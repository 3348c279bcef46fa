import Glibc
import Synchronization

/// A queue between threads whose filling can be waited for with poll(2).
final class Mailbox<Element: Sendable>: Sendable {
    /// Readable while something is in the box.
    let descriptor: Int32
    private let writer: Int32
    private let elements = Mutex<[Element]>([])

    /// - Throws: `SystemCallError` when the process has no descriptors left.
    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemCallError(call: "pipe", code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (descriptor, writer) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writer)
    }

    func post(_ element: Element) {
        let wasEmpty = elements.withLock { elements in
            elements.append(element)
            return elements.count == 1
        }
        // One byte a filling: the pipe never fills up.
        if wasEmpty {
            var byte: UInt8 = 1
            _ = write(writer, &byte, 1)
        }
    }

    /// Empties the box, oldest first.
    func drain() -> [Element] {
        var bytes = (UInt64(0), UInt64(0))
        _ = read(descriptor, &bytes, MemoryLayout.size(ofValue: bytes))
        return elements.withLock { elements in
            let drained = elements
            elements = []
            return drained
        }
    }
}

/// A call that the kernel refused where nothing sensible can be done about it.
struct SystemCallError: Error, Equatable {
    let call: String
    let code: Int32
}
