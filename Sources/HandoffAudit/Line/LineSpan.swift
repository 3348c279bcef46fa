/// Where a line's bytes stand in the log, without its line feed.
package struct LineSpan: Sendable, Hashable {
    package let offset: Int
    package let length: Int

    package init(offset: Int, length: Int) {
        self.offset = offset
        self.length = length
    }
}
