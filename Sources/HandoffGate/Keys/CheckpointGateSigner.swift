import HandoffAudit

/// Signs the log's checkpoints with the key that signs decisions. The two cannot be taken for each other: a token's
/// signed text has no line feed, and a checkpoint's has three.
package struct CheckpointGateSigner: CheckpointSigner {
    private let signer: any DecisionSigner

    /// Nil for who has no key.
    package init?(_ signer: any DecisionSigner) {
        guard signer.publicKey.count == 32 else { return nil }
        self.signer = signer
    }

    package var publicKey: [UInt8] { signer.publicKey }

    package func sign(_ bytes: [UInt8]) throws -> [UInt8] { try signer.sign(bytes) }
}
