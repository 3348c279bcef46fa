/// One of a card's two or three ways to answer.
package struct Button: Sendable, Equatable {
    package let id: String
    package let label: String
    package let does: Verb

    package enum Verb: Sendable, Equatable {
        case approve(Part)
        case review
        case decline
        case answer
        case skip
    }

    /// What an approval covers.
    package enum Part: Sendable, Hashable {
        case whole
        /// The question's option of that ID.
        case option(String)
        /// Only what the agent's scope covers.
        case inScope
    }
}

extension Button {
    /// The set that a card gets which brings none.
    package static func standard(for trigger: Card.Trigger, question: Card.Question?, scope: Card.Scope?) -> [Button] {
        let skip = Button(id: "skip", label: "Skip for now", does: .skip)
        let answer = Button(id: "answer", label: "Answer", does: .answer)
        let review = Button(id: "review", label: "Review", does: .review)
        switch trigger {
        case .boundary:
            return [Button(id: "approve", label: "Approve", does: .approve(.whole)), review, skip]
        case .confidence:
            guard let first = question?.options.first else {
                return [Button(id: "approve", label: "Approve", does: .approve(.whole)), review, skip]
            }
            return [Button(id: "approve", label: "Use option 1", does: .approve(.option(first.id))), answer, skip]
        case .scope:
            guard scope?.inScope != nil else { return [answer, skip] }
            return [Button(id: "approve", label: "Do the rest", does: .approve(.inScope)), answer, skip]
        case .failure:
            return [Button(id: "approve", label: "Try again", does: .approve(.whole)), answer, skip]
        }
    }
}
