import HandoffCards

extension Hash256 {
    /// The root of a tree without leaves: SHA-256 of nothing (RFC 6962, 2.1).
    package static let emptyTree = Hash256(of: [])

    /// What stands over two subtrees: SHA-256 of the byte 1 and both roots (RFC 6962, 2.1).
    package static func node(_ left: Hash256, _ right: Hash256) -> Hash256 { .joining(1, left, right) }
}
