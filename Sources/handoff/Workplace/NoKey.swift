import Glibc
import HandoffGate

/// Stands in where nothing is going to be signed.
struct NoKey: DecisionSigner {
    var keyID: String { "" }
    var operatorName: String { "" }
    var publicKey: [UInt8] { [] }

    func sign(_ message: [UInt8]) throws -> [UInt8] { throw KeyError.io(path: "its private key", code: EACCES) }
}
