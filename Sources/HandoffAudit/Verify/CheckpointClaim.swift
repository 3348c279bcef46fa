import HandoffCards
import StrictJSON

/// What a `log.checkpoint` line says of the lines before it.
struct CheckpointClaim: Sendable {
    var root: Hash256
    /// Of as many leaves as there are lines before.
    var frontier: MerkleFrontier
    /// Nil where nobody could sign.
    var note: String?

    init(_ line: AuditLine) throws(AuditError) {
        do {
            var members = try MemberReader(.object(try line.body), at: "/body")
            let size = try members.integer("size")
            root = try members.digest("root")
            note = try members.optionalString("note")
            let hashes = try members.strings("frontier").compactMap { Hash256(hex: $0) }
            guard size == line.sequence, let frontier = MerkleFrontier(size: size, hashes: hashes) else {
                throw members.failure("frontier", .invalid("it is not that of the lines before"))
            }
            self.frontier = frontier
        } catch let error as JSONShapeError {
            throw .broken(BrokenLine(sequence: line.sequence, offset: line.offset, problem: .shape(error)))
        } catch let error as AuditError {
            throw error
        } catch {
            throw .broken(
                BrokenLine(sequence: line.sequence, offset: line.offset, problem: .checkpoint("\(error)")))
        }
    }
}
