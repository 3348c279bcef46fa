import Glibc
import Testing

@testable import StrictJSON

extension JSONValue {
    /// The compact text of a value.
    var text: String {
        String(decoding: bytes(), as: UTF8.self)
    }

    var canonicalText: String {
        String(decoding: canonicalBytes(), as: UTF8.self)
    }
}

/// What the reader says to some bytes.
func outcome(of bytes: UnsafeRawBufferPointer) -> Result<JSONValue, JSONError> {
    do {
        return .success(try JSONValue(parsing: bytes))
    } catch {
        return .failure(error)
    }
}

func outcome(of bytes: [UInt8]) -> Result<JSONValue, JSONError> {
    bytes.withUnsafeBytes { outcome(of: $0) }
}

func outcome(of text: String) -> Result<JSONValue, JSONError> {
    outcome(of: Array(text.utf8))
}

extension Result {
    var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

/// Memory between two pages that nobody may touch, so that a read beyond either end of a document is a crash even where
/// reads go unchecked.
final class FencedMemory {
    private let mapping: UnsafeMutableRawPointer
    private let pageSize = 4096
    private let capacity: Int

    init(capacity: Int) throws {
        self.capacity = (capacity + pageSize - 1) / pageSize * pageSize
        let length = self.capacity + 2 * pageSize
        mapping = try #require(mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        try #require(mapping != MAP_FAILED)
        try #require(mprotect(mapping, pageSize, PROT_NONE) == 0)
        try #require(mprotect(mapping + pageSize + self.capacity, pageSize, PROT_NONE) == 0)
    }

    deinit {
        munmap(mapping, capacity + 2 * pageSize)
    }

    /// Parses a copy that ends right before the upper fence, then one that begins right after the lower one.
    func outcomes(of bytes: [UInt8]) -> [Result<JSONValue, JSONError>] {
        [mapping + pageSize + capacity - bytes.count, mapping + pageSize].map { start in
            start.copyMemory(from: bytes, byteCount: bytes.count)
            return outcome(of: UnsafeRawBufferPointer(start: start, count: bytes.count))
        }
    }
}

/// A card with one of everything: nested objects and arrays, escapes, characters of two to four bytes, numbers.
let sampleCard = #"""
    {
      "handoff": 1,
      "id": "0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90",
      "agent": {"name": "sales-assistant", "version": "1.4", "run": "run-81"},
      "context": "Answering Lena's question about the price of a two-year renewal.",
      "action": {
        "type": "email.send",
        "arguments": {"to": ["lena@northwind.example"], "body": "Hello Lena, …\n\t\"8%\" \u00e9 \ud83d\ude00 😀\\"},
        "reversible": false, "external": true, "scale": 1, "target": null
      },
      "confidence": 0.93,
      "numbers": [0, -0, 12, -1.5, 2.5e-3, 1E30, 9007199254740991, 0.1],
      "empty": [{}, [], ""],
      "scope": {"extend": "Connect billing under Settings › Data."}
    }
    """#
