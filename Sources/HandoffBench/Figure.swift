/// One thing that is measured: a row of the table, or a few that come from the same run.
struct Figure: Sendable {
    /// What `--only` looks at.
    let name: String
    let measure: @Sendable (Workbench) throws -> [Row]

    static func all(matching patterns: [String]) -> [Figure] {
        patterns.isEmpty ? all : all.filter { figure in patterns.contains { figure.name.contains($0) } }
    }

    /// In this order: admitting makes the large queue that the others open, and what adds to a queue comes last. Rebuilding makes the
    /// index of the large audit.
    static let all = [
        version, parsing, append, ruling, authorizing, running, starting, serving, year, admission, firstPaint, loading,
        memory, idle,
        keys,
        list, arrival, decision,
        rebuilding, verifying, browsing, tallying, searching,
    ]
}

/// One line of the table.
struct Row {
    let what: String
    let value: Quantity
    var floor: Floor?
    var target: Target?
    var peers: [Peer] = []

    /// How many times the floor.
    var ratio: Double? { floor.map { value.amount / $0.value.amount } }
    /// Nil when nothing is aimed at.
    var isMet: Bool? { target?.isMet(by: value, ratio: ratio) }
}

/// The least that this machine needs for the same, measured in the same run.
struct Floor {
    let name: String
    let value: Quantity
}

/// Another program on the same machine at the same size.
struct Peer {
    let name: String
    let value: Quantity
}

enum Target {
    case atMost(Double)
    case atLeast(Double)
    case timesFloor(Double)
    /// For rates, of which more is better.
    case atLeastTimesFloor(Double)

    func isMet(by value: Quantity, ratio: Double?) -> Bool? {
        switch self {
        case .atMost(let limit): value.amount <= limit
        case .atLeast(let limit): value.amount >= limit
        case .timesFloor(let limit): ratio.map { $0 <= limit }
        case .atLeastTimesFloor(let limit): ratio.map { $0 >= limit }
        }
    }
}

struct Quantity {
    let amount: Double
    let unit: Unit

    enum Unit: String {
        case milliseconds = "ms"
        case microseconds = "µs"
        case perSecond = "/s"
        case megabytes = "MB"
        case megabytesPerSecond = "MB/s"
        case bytes = "B"
        case seconds = "s"
        case linesPerSecond = "lines/s"
        case times = ""
    }

    static func milliseconds(_ amount: Double) -> Quantity { Quantity(amount: amount, unit: .milliseconds) }
    static func microseconds(_ amount: Double) -> Quantity { Quantity(amount: amount, unit: .microseconds) }
    static func megabytes(_ amount: Double) -> Quantity { Quantity(amount: amount, unit: .megabytes) }
    static func speed(_ amount: Double) -> Quantity { Quantity(amount: amount, unit: .megabytesPerSecond) }
    static func bytes(_ amount: Double) -> Quantity { Quantity(amount: amount, unit: .bytes) }
    static func seconds(_ duration: Duration) -> Quantity { Quantity(amount: duration / .seconds(1), unit: .seconds) }
    static func lines(_ count: Int, in duration: Duration) -> Quantity {
        Quantity(amount: Double(count) / (duration / .seconds(1)), unit: .linesPerSecond)
    }
    static func times(_ amount: Double) -> Quantity { Quantity(amount: amount, unit: .times) }
}
