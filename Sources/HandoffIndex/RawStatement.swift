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
    mutating func run() throws { _ = try first { _ in } }

    /// What `read` makes of the first row; nil where there is none. Makes it ready for the next values.
    mutating func first<R>(_ read: (Row) -> R) throws -> R? {
        place = 0
        let code = sqlite3_step(pointer)
        defer { sqlite3_reset(pointer) }
        switch code {
        case SQLITE_ROW: return read(Row(pointer: pointer))
        case SQLITE_DONE: return nil
        default:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: connection.map { String(cString: sqlite3_errmsg($0)) })
        }
    }

    /// The values of the row that a statement stands at, by their columns from 0. Only good until it is run again.
    struct Row {
        fileprivate let pointer: OpaquePointer

        /// 0 for NULL.
        func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(pointer, column)) }

        func optionalInteger(_ column: Int32) -> Int? {
            sqlite3_column_type(pointer, column) == SQLITE_NULL ? nil : integer(column)
        }

        func text(_ column: Int32) -> String? {
            guard let start = sqlite3_column_text(pointer, column) else { return nil }
            let count = Int(sqlite3_column_bytes(pointer, column))
            return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        }

        /// Nil for what is no hash.
        func hash(_ column: Int32) -> Hash256? {
            guard let start = sqlite3_column_blob(pointer, column) else { return nil }
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
            return Hash256(bytes: bytes)
        }
    }

    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
