import HandoffCards

extension AuditLog {
    /// Appends facts that stand for themselves, whatever the log says by then; they are durable when this returns. Threads
    /// that call this at the same time share writes and syncs, and the facts of one caller stay together.
    ///
    /// - Throws: As `AuditTransaction.append`. Facts that cannot be written are no other caller's error.
    @discardableResult
    package func append(_ facts: [AuditFact], at time: Timestamp) throws -> [AppendedLine] {
        try joined.append(JoinedAppends.Request(facts, at: time)) { group in
            do {
                return try transaction(now: time) { transaction in
                    do throws(AuditError) {
                        return try transaction.append(group.map { ($0.facts, $0.time) }).map { .success($0) }
                    } catch {
                        // Nothing was written: each for itself, to find whose it was.
                        guard case .unwritable = error else { throw error }
                        return group.map { Self.append($0, to: &transaction) }
                    }
                }
            } catch {
                return group.map { _ in .failure(error) }
            }
        }
    }

    private static func append(
        _ request: JoinedAppends.Request, to transaction: inout AuditTransaction
    ) -> Result<[AppendedLine], any Error> {
        do { return .success(try transaction.append(request.facts, at: request.time)) } catch { return .failure(error) }
    }
}
