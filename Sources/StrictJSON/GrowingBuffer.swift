/// Memory that grows at its end and from which whole arrays are cut: a stack for values whose count is not known yet,
/// and a place for bytes to be written to.
///
/// It does what an array does without the array's check for other owners at each step. The first `count` elements are
/// initialised, and nothing else is ever read.
struct GrowingBuffer<Element>: ~Copyable {
    private var start: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        start = .allocate(capacity: self.capacity)
    }

    deinit {
        start.deinitialize(count: count)
        start.deallocate()
    }

    mutating func append(_ element: consuming Element) {
        if count == capacity { grow(by: 1) }
        (start + count).initialize(to: element)
        count += 1
    }

    /// The elements from an index on, for as long as the body runs.
    func withElements<Result>(from index: Int, _ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
        precondition(index >= 0 && index <= count)
        return body(UnsafeBufferPointer(start: start + index, count: count - index))
    }

    /// Moves the elements from an index on into an array of exactly their number.
    mutating func removeArray(from index: Int) -> [Element] {
        let removed = count - index
        precondition(index >= 0 && removed >= 0)
        if removed == 0 { return [] }
        let source = start + index
        count = index
        return (0..<removed).map { (source + $0).move() }
    }

    @inline(never)
    private mutating func grow(by additional: Int) {
        let newCapacity = max(capacity * 2, count + additional)
        let newStart = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
        newStart.moveInitialize(from: start, count: count)
        start.deallocate()
        start = newStart
        capacity = newCapacity
    }
}

extension GrowingBuffer where Element == UInt8 {
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if capacity - count < bytes.count { grow(by: bytes.count) }
        (start + count).initialize(from: source, count: bytes.count)
        count += bytes.count
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: String) {
        text.withBytes { append($0) }
    }

    mutating func append(_ byte: UInt8, count: Int) {
        for _ in 0..<count { append(byte) }
    }
}
