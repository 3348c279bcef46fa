/// A screen's or rectangle's extent, in cells.
package struct Size: Hashable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A rectangle of cells; column and row count from 0 at the top left. Extents are never negative.
package struct Rect: Hashable, Sendable {
    package var column: Int
    package var row: Int
    package var columns: Int
    package var rows: Int

    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    package init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    package var size: Size { Size(columns: columns, rows: rows) }
    /// One past the last column.
    package var endColumn: Int { column + columns }
    /// One past the last row.
    package var endRow: Int { row + rows }
    package var isEmpty: Bool { columns == 0 || rows == 0 }

    package func contains(column: Int, row: Int) -> Bool {
        column >= self.column && column < endColumn && row >= self.row && row < endRow
    }

    package func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(
            column: left, row: top, columns: min(endColumn, other.endColumn) - left,
            rows: min(endRow, other.endRow) - top)
    }

    package func inset(columns horizontal: Int = 0, rows vertical: Int = 0) -> Rect {
        let left = min(horizontal, columns)
        let top = min(vertical, rows)
        return Rect(
            column: column + left, row: row + top, columns: columns - left - horizontal,
            rows: rows - top - vertical)
    }

    /// The first `count` rows (fewer when there are fewer) and the rest.
    package func split(top count: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, count), rows)
        return (
            Rect(column: column, row: row, columns: columns, rows: taken),
            Rect(column: column, row: row + taken, columns: columns, rows: rows - taken)
        )
    }

    /// The last `count` rows (fewer when there are fewer) and the rest.
    package func split(bottom count: Int) -> (bottom: Rect, rest: Rect) {
        let halves = split(top: rows - min(max(0, count), rows))
        return (halves.rest, halves.top)
    }

    /// The first `count` columns (fewer when there are fewer) and the rest.
    package func split(left count: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, count), columns)
        return (
            Rect(column: column, row: row, columns: taken, rows: rows),
            Rect(column: column + taken, row: row, columns: columns - taken, rows: rows)
        )
    }

    /// The last `count` columns (fewer when there are fewer) and the rest.
    package func split(right count: Int) -> (right: Rect, rest: Rect) {
        let halves = split(left: columns - min(max(0, count), columns))
        return (halves.rest, halves.left)
    }
}
