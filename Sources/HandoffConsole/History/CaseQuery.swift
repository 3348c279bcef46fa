import HandoffAudit

/// A page of the cases that fit a filter.
package struct CaseQuery: Equatable, Sendable {
    /// Grows with each search; the answers of an older one are of no use.
    package let number: Int
    package let filter: AuditFilter
    /// Only cases proposed before this one.
    package let before: Int64?
    /// At most so many, the newest ones.
    package let limit: Int
}
