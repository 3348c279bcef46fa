import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// Moving the cursor repaints little.
@Suite struct RepaintTests {
    /// What a terminal of 256 colours would be sent for the difference, generously: eight bytes for every jump, 24 for
    /// every change of style.
    private func bytes(from before: Buffer, to after: Buffer) -> Int {
        var count = 0
        var last: (column: Int, row: Int)?
        var style: Style?
        for row in 0..<after.size.rows {
            for column in 0..<after.size.columns where before[column, row] != after[column, row] {
                let cell = after[column, row]
                if last?.row != row || last?.column != column - 1 { count += 8 }
                if style != cell.style { count += 24 }
                count += cell.text.utf8.count
                style = cell.style
                last = (column, row)
            }
        }
        return count
    }

    @Test("j between like cards costs at most 350 bytes, arming included", arguments: [(80, 24), (140, 45)])
    func down(columns: Int, rows: Int) throws {
        let cards = try (0..<40).map { try SampleCards.of(.low, "\(10 + $0)") }
        var driver = ConsoleDriver(cards, columns, rows)
        driver.press("j")
        driver.wait(1000)
        let first = driver.picture(depth: .palette256)
        driver.press("j")
        let second = driver.picture(depth: .palette256)
        driver.wait(1000)
        let third = driver.picture(depth: .palette256)
        let cost = bytes(from: first, to: second) + bytes(from: second, to: third)
        #expect(first != second && cost <= 350, "\(cost)")
    }
}
