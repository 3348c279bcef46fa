import Crypto
import HandoffAudit
import HandoffCards

/// The log that a trial is about; its checkpoints are signed.
struct TrialLog {
    let folder: String
    /// In bytes: small, so that segments are begun all the time.
    let segmentSize: Int

    func open(disk: any Disk = RealDisk()) throws -> AuditLog {
        try AuditLog(
            directory: folder, disk: disk, rotation: LogRotation(size: segmentSize),
            checkpoints: CheckpointPolicy(signer: try Self.signer.get()))
    }

    /// Everything of the file of notes that is a note.
    func notes() throws -> [SignedCheckpoint] {
        guard let file = try RealDisk().folder(folder).open("checkpoints", for: .reading) else { return [] }
        return SignedCheckpoint.all(in: try file.read(at: 0, count: file.size()))
    }

    static let signer = Result { try Signer() }

    struct Signer: CheckpointSigner {
        private let key: Curve25519.Signing.PrivateKey

        init() throws { key = try Curve25519.Signing.PrivateKey(rawRepresentation: Array(repeating: 7, count: 32)) }

        var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

        func sign(_ bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }
    }
}
