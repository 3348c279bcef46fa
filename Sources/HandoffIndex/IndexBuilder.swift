import GRDB
import Glibc
import HandoffAudit

/// Makes an index anew in a file of its own, which takes the old one's place when it is whole.
///
/// Nothing of it is durable or seen by anybody before that: an interrupted building leaves the old index as it was.
package final class IndexBuilder {
    private let path: String
    private let unfinished: UnfinishedIndex
    private let queue: DatabaseQueue

    /// - Parameter path: of the index to replace.
    package init(replacing path: String) throws(IndexError) {
        self.path = path
        unfinished = UnfinishedIndex(of: path)
        let building = unfinished.path
        do {
            unfinished.remove()
            UnfinishedIndex.removeAbandoned(of: path)
            let file = open(building, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if file >= 0 { close(file) }
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                // A file that nobody else knows needs no journal; what is cut short is thrown away.
                try db.execute(
                    sql: """
                        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
                        PRAGMA cache_size = -\(Self.cacheKibibytes); PRAGMA temp_store = FILE;
                        """)
            }
            queue = try DatabaseQueue(path: building, configuration: configuration)
            try queue.write { db in
                try IndexSchema.create(db)
                try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('hashsize', \(Self.wordBytes))")
                try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('automerge', 8)")
                // Cards are looked up by it meanwhile; the other indexes are quicker made at the end.
                try db.execute(sql: IndexSchema.idIndex)
            }
        } catch { throw IndexError(error, path: building) }
    }

    deinit { unfinished.remove() }

    /// Takes in `facts`, in their order; `end` is where the log goes on.
    package func apply(_ facts: [IndexedFact], end: LogPosition) throws(IndexError) {
        do { try queue.write { try CardIndex.apply(facts, end: end, $0) } } catch {
            throw IndexError(error, path: path)
        }
    }

    /// Makes the indexes, which takes a tenth of the whole.
    package func prepare() throws(IndexError) {
        do {
            try queue.write { db in
                try IndexSchema.createIndexes(db)
                try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('hashsize', 1048576)")
                try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('automerge', 4)")
            }
        } catch { throw IndexError(error, path: path) }
    }

    /// Puts it in the old index's place. Call it while the log's lock is held, and `old`, if there is one, knows no more.
    package func replace(_ old: CardIndex?) throws(IndexError) {
        let building = unfinished.path
        do {
            try queue.close()
            let file = open(building, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw POSIXFailure(call: "open") }
            defer { close(file) }
            guard fsync(file) == 0 else { throw POSIXFailure(call: "fsync") }
            // The old journal is not the new file's. Emptied first, so that the old file is whole should this process die in between.
            if let old {
                try? old.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            }
            for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
            guard rename(building, path) == 0 else { throw POSIXFailure(call: "rename") }
        } catch { throw IndexError(error, path: path) }
        try old?.reopenIfReplaced()
    }

    private static let cacheKibibytes = 128 << 10
    /// How many bytes of words are gathered before they are written: fewer and larger pieces to merge.
    private static let wordBytes = 64 << 20
}

/// What the system refused.
private struct POSIXFailure: Error, CustomStringConvertible {
    let call: String
    let code = errno

    var description: String { "\(call): \(String(cString: strerror(code)))" }
}
