import TestSupport
import Testing

@testable import StrictJSON

/// Bytes that mean something to the reader, so that mutations reach its corners.
private let meaningfulBytes =
    Array("{}[]:,\"\\/ubfnrt0123456789+-.eE \t\r\n".utf8) + [0, 0x1F, 0x7F, 0x80, 0xBF, 0xC0]
    + [0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF]

private let fragments = [
    "\\ud83d", "\\ude00", "\\u0000", "\"a\":1,", "[[[[[[[[", "]]]]", "{\"a\":{\"a\":", "1e400", "0.1", "-0", "null",
    "true", "é", "😀",
    "9007199254740993", "\u{FEFF}", ",", "\"\"",
].map { Array($0.utf8) }

@Suite struct FuzzTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func mutatedDocuments(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        let memory = try FencedMemory(capacity: 16_384)
        let documents = [
            Array(sampleCard.utf8), try JSONValue(parsing: sampleCard).canonicalBytes(),
            Array(#"{"a":[1,2.5,"é\n\ud83d\ude00",{"b":null,"c":-0.0e1}],"":{}}"#.utf8), Array("[]".utf8),
        ]
        for round in 0..<400 {
            var bytes = documents[round % documents.count]
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                Self.mutate(&bytes, using: &generator)
            }
            check(bytes, in: memory, "seed \(seed), round \(round)")
        }
    }

    @Test func randomBytes() throws {
        let memory = try FencedMemory(capacity: 4096)
        var generator = SeededRandom(seed: 99)
        for round in 0..<2_000 {
            let count = Int.random(in: 0..<64, using: &generator)
            let bytes = (0..<count).map { _ in
                round % 2 == 0 ? UInt8.random(in: 0...255, using: &generator) : Self.meaningful(using: &generator)
            }
            check(bytes, in: memory, "seed 99, round \(round)")
        }
    }

    /// Every byte of the sample replaced by each of a few others.
    @Test func replacedBytes() throws {
        let memory = try FencedMemory(capacity: 4096)
        let sample = Array(#"{"a":[1,-2.5e3,"é\n\ud83d\ude00 and more"],"b":{"c":null,"d":true}}"#.utf8)
        for index in sample.indices {
            for byte in meaningfulBytes {
                var bytes = sample
                bytes[index] = byte
                check(bytes, in: memory, "byte \(index) replaced by \(byte)")
            }
        }
    }

    /// Random values survive every way of writing and reading.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func randomValues(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        for round in 0..<100 {
            let value = Self.value(depth: 0, using: &generator)
            for bytes in [value.bytes(), value.prettyBytes(), value.canonicalBytes()] {
                #expect(outcome(of: bytes) == .success(value), "seed \(seed), round \(round)")
            }
        }
    }

    /// The position of a failure lies within the document; what is accepted means the same in canonical form.
    private func check(_ bytes: [UInt8], in memory: FencedMemory, _ comment: Comment) {
        let outcomes = memory.outcomes(of: bytes)
        #expect(outcomes[0] == outcomes[1], comment)
        switch outcomes[0] {
        case .success(let value):
            let canonical = value.canonicalBytes()
            let again = outcome(of: canonical)
            #expect(again == .success(value), comment)
            #expect((try? again.get())?.canonicalBytes() == canonical, comment)
        case .failure(let error):
            #expect(error.offset <= bytes.count && error.offset >= 0 && error.line >= 1 && error.column >= 1, comment)
        }
    }

    private static func meaningful(using generator: inout SeededRandom) -> UInt8 {
        meaningfulBytes[Int.random(in: 0..<meaningfulBytes.count, using: &generator)]
    }

    private static func mutate(_ bytes: inout [UInt8], using generator: inout SeededRandom) {
        let index = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, index + Int.random(in: 0..<12, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.replaceSubrange(index..<end, with: [])
        case 1: bytes.insert(meaningful(using: &generator), at: index)
        case 2: bytes.insert(contentsOf: fragments[Int.random(in: 0..<fragments.count, using: &generator)], at: index)
        case 3: bytes.insert(contentsOf: bytes[index..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        case 4: bytes.removeSubrange(index...)
        default:
            guard index < bytes.count else { return }
            bytes[index] = UInt8.random(in: 0...255, using: &generator)
        }
    }

    private static func value(depth: Int, using generator: inout SeededRandom) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .number(Double(Int.random(in: -1_000_000...1_000_000, using: &generator)))
        case 3: return .number(Double.random(in: -1000...1000, using: &generator))
        case 4: return .string(string(using: &generator))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<6, using: &generator)).map { _ in value(depth: depth + 1, using: &generator) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<24, using: &generator) {
                object[string(using: &generator)] = value(depth: depth + 1, using: &generator)
            }
            return .object(object)
        }
    }

    private static func string(using generator: inout SeededRandom) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<24, using: &generator) {
            let limit: UInt32 = [0x20, 0x80, 0x800, 0x1_0000, 0x11_0000][Int.random(in: 0..<5, using: &generator)]
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
