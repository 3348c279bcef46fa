import StrictJSON

/// One thing that the doctor looked at.
struct Check: Equatable {
    enum State: String { case ok, warn, fail }

    let name: String
    let state: State
    /// What was found. May hold names that others chose.
    let finding: String
    /// What to do about it.
    let advice: String?

    private init(_ name: String, _ state: State, _ finding: String, _ advice: String?) {
        self.name = name
        self.state = state
        self.finding = finding
        self.advice = advice
    }

    static func ok(_ name: String, _ finding: String) -> Check { Check(name, .ok, finding, nil) }

    static func warn(_ name: String, _ finding: String, _ advice: String) -> Check {
        Check(name, .warn, finding, advice)
    }

    static func fail(_ name: String, _ finding: String, _ advice: String?) -> Check {
        Check(name, .fail, finding, advice)
    }

    /// An error as a finding.
    static func fail(_ name: String, _ error: any Error) -> Check {
        let failure = Failure(error)
        return .fail(name, failure.what, failure.advice)
    }

    var document: JSONValue {
        [
            "check": .string(name), "state": .string(state.rawValue), "finding": .string(finding),
            "advice": JSONValue(advice),
        ]
    }
}
