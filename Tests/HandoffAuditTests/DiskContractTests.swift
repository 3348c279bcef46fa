import Glibc
import HandoffAudit
import Synchronization
import TestSupport
import Testing

/// What every disk promises the log.
@Suite struct DiskContractTests {
    private let directory: TemporaryFolder

    init() throws { directory = try .forDisks() }

    @Test(arguments: DiskKind.allCases) func aMissingFileIsNil(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let folder = try disk.folder()
        #expect(try folder.open("a", for: .reading) == nil)
        #expect(try folder.open("a", for: .appending) == nil)
        #expect(try folder.identity(of: "a") == nil)
    }

    @Test(arguments: DiskKind.allCases) func aNewFileIsMadeOnce(kind: DiskKind) throws {
        let folder = try kind.make(in: directory).folder()
        let file = try folder.create("a")
        #expect(try file.size() == 0)
        #expect(try folder.identity(of: "a") == file.identity)
        #expect(try folder.open("a", for: .reading)?.identity == file.identity)
        #expect(try folder.create("b").identity != file.identity)
        #expect { try folder.create("a") } throws: { ($0 as? DiskError)?.code == EEXIST }
    }

    @Test(arguments: DiskKind.allCases) func whatIsAppendedIsRead(kind: DiskKind) throws {
        let folder = try kind.make(in: directory).folder()
        let file = try folder.create("a")
        #expect(try file.append([1, 2, 3]) == 3)
        let other = try #require(try folder.open("a", for: .appending))
        #expect(try other.append([9, 4, 5][1...]) == 2)
        try file.synchronize()
        try folder.synchronize()
        #expect(try file.size() == 5)
        #expect(try file.read(at: 0, count: 5) == [1, 2, 3, 4, 5])
        #expect(try file.read(at: 3, count: 100) == [4, 5])
        #expect(try file.read(at: 5, count: 1) == [])
        #expect(try file.read(at: 50, count: 1) == [])
    }

    @Test(arguments: DiskKind.allCases) func aTruncatedFileGoesOnAtItsEnd(kind: DiskKind) throws {
        let file = try kind.make(in: directory).folder().create("a")
        #expect(try file.append([1, 2, 3, 4]) == 4)
        try file.truncate(to: 2)
        #expect(try file.append([7]) == 1)
        #expect(try file.read(at: 0, count: 9) == [1, 2, 7])
    }

    @Test(arguments: DiskKind.allCases) func twoOpenFilesLockEachOtherOut(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let files = [try disk.folder().create("lock"), try disk.file("lock")]
        let inside = Inside()
        let threads = try files.map { file in
            try BackgroundThread {
                for _ in 0..<500 {
                    try file.lock()
                    inside.enter()
                    file.unlock()
                }
            }
        }
        for thread in threads { try thread.join() }
        #expect(inside.meetings == 0)
    }

    /// Where nobody should meet another.
    private final class Inside: Sendable {
        private let present = Atomic(0)
        private let met = Atomic(0)
        var meetings: Int { met.load(ordering: .relaxed) }

        func enter() {
            if present.wrappingAdd(1, ordering: .relaxed).oldValue > 0 { met.wrappingAdd(1, ordering: .relaxed) }
            // Gives the other the time to come in if it can.
            sched_yield()
            present.wrappingSubtract(1, ordering: .relaxed)
        }
    }

    @Test(arguments: DiskKind.allCases) func aWatchTellsOfChanges(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let watch = try disk.folder().watch()
        #expect(!isReadable(watch.descriptor))
        let file = try disk.folder().create("a")
        #expect(isReadable(watch.descriptor))
        watch.drain()
        #expect(!isReadable(watch.descriptor))
        #expect(try file.append([1]) == 1)
        #expect(isReadable(watch.descriptor))
        watch.drain()
        #expect(!isReadable(watch.descriptor))
    }
}

func isReadable(_ descriptor: Int32) -> Bool {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&poller, 1, 0) == 1
}
