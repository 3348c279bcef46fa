import StrictJSON

/// How a program that the gate ran came to its end.
package struct ProgramRun: Sendable, Equatable {
    package var ending: Ending
    /// In milliseconds.
    package var duration: Int
    /// The end of what it wrote to standard output and standard error, at most `longestOutput` bytes, made UTF-8.
    package var output: String

    package enum Ending: Sendable, Equatable {
        case exit(Int)
        case signal(Int)
        /// It could not be started; the words say why.
        case notStarted(String)
        /// It took longer than it may, and was ended.
        case timedOut
    }

    package static let longestOutput = 4096

    package init(ending: Ending, duration: Int, output: String) {
        self.ending = ending
        self.duration = duration
        self.output = output
    }

    var document: JSONValue {
        var members = JSONObject()
        switch ending {
        case .exit(let status): members["exit"] = .number(Double(status))
        case .signal(let number): members["signal"] = .number(Double(number))
        case .notStarted(let reason): members["not_started"] = .string(reason)
        case .timedOut: members["timed_out"] = true
        }
        members["duration"] = .number(Double(duration))
        members["output"] = .string(output)
        return .object(members)
    }

    init(_ value: JSONValue, at path: String) throws(JSONShapeError) {
        var members = try MemberReader(value, at: path)
        if let status = try members.optionalInteger("exit") {
            ending = .exit(status)
        } else if let number = try members.optionalInteger("signal") {
            ending = .signal(number)
        } else if let reason = try members.optionalString("not_started") {
            ending = .notStarted(reason)
        } else if try members.bool("timed_out") {
            ending = .timedOut
        } else {
            throw members.failure("timed_out", .invalid("it is not true, and nothing else says how the program ended"))
        }
        duration = try members.integer("duration")
        output = try members.string("output")
        try members.finish()
    }
}
