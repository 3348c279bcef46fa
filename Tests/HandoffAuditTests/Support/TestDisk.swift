import HandoffAudit
import TestSupport
import Testing

/// The kinds of disk that the contract tests run on.
enum DiskKind: CaseIterable, CustomTestStringConvertible {
    case memory, real

    var testDescription: String { self == .memory ? "memory" : "real" }

    func make(in directory: TemporaryFolder) -> TestDisk {
        switch self {
        case .memory: .memory()
        case .real: TestDisk(disk: RealDisk(), directory: directory.newPath())
        }
    }
}

/// A disk, and a folder on it that is not there yet.
struct TestDisk {
    let disk: any Disk
    let directory: String

    static func memory() -> TestDisk { TestDisk(disk: MemoryDisk(), directory: "/home/audit") }

    func log() throws -> AuditLog { try AuditLog(directory: directory, disk: disk) }

    func folder() throws -> any DiskFolder { try disk.folder(directory) }

    func file(_ name: String = "audit.jsonl") throws -> any DiskFile {
        try #require(try folder().open(name, for: .appending))
    }

    func bytes(_ name: String = "audit.jsonl") throws -> [UInt8] {
        let file = try file(name)
        return try file.read(at: 0, count: file.size())
    }

    func append(_ bytes: [UInt8]) throws { #expect(try file().append(bytes[...]) == bytes.count) }

    /// Puts other content into the same file.
    func overwrite(_ bytes: [UInt8]) throws {
        let file = try file()
        try file.truncate(to: 0)
        if !bytes.isEmpty { #expect(try file.append(bytes[...]) == bytes.count) }
    }
}

extension TemporaryFolder {
    /// Memory where there is some: syncing is not what these tests are slow to try.
    static func forDisks() throws -> TemporaryFolder { try TemporaryFolder(inMemory: true) }

    /// Of something that is not there yet.
    func newPath() -> String { path + "/\(UInt64.random(in: 0 ... .max))" }
}
