/// Why a well-formed document does not have the shape that its format asks for.
package struct JSONShapeError: Error, Equatable, Sendable {
    package enum Problem: Equatable, Sendable {
        case missing
        /// `expected` reads on from "should be": "a string", "an integer".
        case wrongType(expected: String)
        case unknownMember(String)
        /// A sentence of the caller's own.
        case invalid(String)
    }

    /// RFC 6901 pointer to the offending value.
    package var path: String
    package var problem: Problem

    package init(path: String, problem: Problem) {
        self.path = path
        self.problem = problem
    }
}

extension JSONShapeError: CustomStringConvertible {
    package var description: String {
        let place = path.isEmpty ? "the document" : path
        return switch problem {
        case .missing: "\(place) is missing"
        case .wrongType(let expected): "\(place) should be \(expected)"
        case .unknownMember: "\(place) is not a member that this format knows"
        case .invalid(let reason): "\(place): \(reason)"
        }
    }
}
