import GRDB
import GRDBSQLite
import Glibc
import HandoffAudit
import HandoffCards

/// The SQLite projection of the audit log: what state each card is in, and where the log says so.
///
/// Everything in it follows from the log. It can be deleted at any moment: the next opening makes it anew. Writes happen only while
/// the log's lock is held, by whichever process holds it; reads need no lock and see the last finished write.
package final class CardIndex: Sendable {
    let pool: DatabasePool

    /// Opens the index at `path`, or makes it; a file of another schema, or one that is no database, is replaced.
    package init(path: String) throws(IndexError) {
        do {
            pool = try Self.open(path)
        } catch let error as DatabaseError where error.isUnusableFile {
            Self.remove(path)
            do { pool = try Self.open(path) } catch { throw IndexError(error, path: path) }
        } catch {
            throw IndexError(error, path: path)
        }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        // SQLite gives its other files the mode of this one.
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { db in
            // Without this every command that opens the index alone would make, sync and remove the journal.
            var isOn: CInt = 1
            sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isOn)
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        if version == IndexSchema.version { return pool }
        try pool.write { db in
            // Asked again under SQLite's own lock: two processes may open a new index at once.
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard version != IndexSchema.version else { return }
            try dropEverything(db)
            try IndexSchema.create(db)
        }
        return pool
    }

    private static func dropEverything(_ db: Database) throws {
        let tables = try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for table in tables { try db.execute(sql: "DROP TABLE \(table.quotedDatabaseIdentifier)") }
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }

    /// Forgets everything, for following the log from its start.
    package func reset() throws(IndexError) {
        try writing { db in
            try Self.dropEverything(db)
            try IndexSchema.create(db)
        }
    }

    func reading<R>(_ body: (Database) throws -> R) throws(IndexError) -> R {
        do { return try pool.read(body) } catch { throw IndexError(error, path: pool.path) }
    }

    func writing<R>(_ body: (Database) throws -> R) throws(IndexError) -> R {
        do { return try pool.write(body) } catch { throw IndexError(error, path: pool.path) }
    }
}

/// The projection could not be read or written; the log is not touched by that.
package struct IndexError: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    package let reason: String

    init(_ error: any Error, path: String) {
        self.path = path
        reason = (error as? DatabaseError)?.message ?? "\(error)"
    }

    package var description: String {
        "The index \(path) cannot be used: \(reason). It can be deleted; it is made anew from the audit log."
    }
}

extension DatabaseError {
    fileprivate var isUnusableFile: Bool { resultCode == .SQLITE_NOTADB || resultCode == .SQLITE_CORRUPT }
}
