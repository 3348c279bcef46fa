import HandoffAudit

extension FailureClass {
    var title: String {
        switch self {
        case .doneWithoutApproval: "Done without approval"
        case .doneDifferently: "Carried out differently than approved"
        case .wrongProposalApproved: "Wrong proposal approved"
        case .failedInExecution: "Failed in execution"
        case .rightProposalRefused: "Right proposal refused"
        case .noOutcomeReported: "No outcome reported"
        }
    }

    /// What put a case into this class.
    var meaning: String {
        switch self {
        case .doneWithoutApproval: "Reported as done, although nothing had approved it."
        case .doneDifferently: "What was reported as carried out has another digest than what was approved."
        case .wrongProposalApproved: "Approved and carried out, and rolled back later."
        case .failedInExecution: "Approved and tried, and it did not work."
        case .rightProposalRefused: "Declined, and the same was approved later."
        case .noOutcomeReported: "Approved, and its agent never said what became of it."
        }
    }

    /// Where to look for the cause.
    var cause: String {
        switch self {
        case .doneWithoutApproval: "Find out how the agent could act: the gate does not hold what it used."
        case .doneDifferently: "Look at what the agent does between the approval and the action."
        case .wrongProposalApproved: "Look at the proposal, and at what its card let the operator see."
        case .failedInExecution: "Look at the action itself: proposal and decision may both have been right."
        case .rightProposalRefused: "Look at the refusal: the card may have said too little, or the operator erred."
        case .noOutcomeReported: "Look at the agent: it may have died, or it does not report."
        }
    }
}
