/// What came of all actions for which the same confidence was stated.
package struct ConfidenceCount: Sendable, Equatable {
    /// 0 to 1.
    package let confidence: Double
    /// How many an operator judged.
    package let judged: Int
    /// How many of these were right: approved as they were, and not undone.
    package let right: Int

    package init(confidence: Double, judged: Int, right: Int) {
        self.confidence = confidence
        self.judged = max(0, judged)
        self.right = max(0, min(right, self.judged))
    }
}
