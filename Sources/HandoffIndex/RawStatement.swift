import GRDB
import GRDBSQLite
import HandoffCards

/// A prepared statement without GRDB's boxes around each value: millions of rows go through it.
struct RawStatement {
    private let pointer: OpaquePointer
    private let connection: OpaquePointer?
    private var place: Int32 = 0

    /// The statement stays the database's, prepared for as long as the connection lives.
    init(_ sql: String, _ db: Database) throws {
        pointer = try db.cachedStatement(sql: sql).sqliteStatement
        connection = db.sqliteConnection
    }

    mutating func bind(_ value: Int) {
        place += 1
        sqlite3_bind_int64(pointer, place, Int64(value))
    }

    mutating func bind(_ value: Int?) { if let value { bind(value) } else { bindNull() } }

    mutating func bind(_ value: Int64?) { bind(value.map(Int.init)) }

    mutating func bind(_ value: String) {
        place += 1
        var value = value
        _ = value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                // An empty text may have no address, and nothing at no address would be NULL.
                if let start = bytes.baseAddress {
                    sqlite3_bind_text(pointer, place, start, Int32(bytes.count), Self.copied)
                } else {
                    sqlite3_bind_text(pointer, place, "", 0, Self.copied)
                }
            }
        }
    }

    mutating func bind(_ value: String?) { if let value { bind(value) } else { bindNull() } }

    mutating func bind(_ value: Hash256) {
        place += 1
        value.withBytes { _ = sqlite3_bind_blob(pointer, place, $0.baseAddress, Int32($0.count), Self.copied) }
    }

    mutating func bind(_ value: Hash256?) { if let value { bind(value) } else { bindNull() } }

    mutating func bindNull() {
        place += 1
        sqlite3_bind_null(pointer, place)
    }

    /// Runs it, and makes it ready for the next values.
    mutating func run() throws {
        place = 0
        let code = sqlite3_step(pointer)
        sqlite3_reset(pointer)
        guard code == SQLITE_DONE || code == SQLITE_ROW else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: connection.map { String(cString: sqlite3_errmsg($0)) })
        }
    }

    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
