/// Who signs what a log writes, and who else is told.
package struct CheckpointPolicy: Sendable {
    /// Nil where there is no key: the log has its checkpoints, and nobody's word for them.
    package var signer: (any CheckpointSigner)?
    /// Called after each signed checkpoint, in order, while no lock is held.
    package var deliver: @Sendable (SignedCheckpoint) -> Void

    package init(
        signer: (any CheckpointSigner)? = nil, deliver: @escaping @Sendable (SignedCheckpoint) -> Void = { _ in }
    ) {
        self.signer = signer
        self.deliver = deliver
    }
}
