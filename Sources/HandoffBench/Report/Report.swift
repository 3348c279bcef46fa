import StrictJSON

/// What was measured, and what could not be.
struct Report {
    let machine: Machine
    let isQuick: Bool
    private(set) var rows: [(figure: String, row: Row)] = []
    /// Programs to compare with that are not on this machine.
    private(set) var missing: [String] = []
    private(set) var failures: [(figure: String, reason: String)] = []

    init(measuring figures: [Figure], on workbench: Workbench) {
        machine = Machine(directory: workbench.folder)
        isQuick = workbench.options.isQuick
        for figure in figures {
            Progress.say("\(figure.name) …")
            do { rows += try figure.measure(workbench).map { (figure.name, $0) } } catch {
                failures.append((figure.name, "\(error)"))
                Progress.say("\(figure.name) could not be measured: \(error)")
            }
        }
        missing = workbench.missingPeers.sorted()
    }

    var text: String {
        var table = Table(columns: [
            .init(title: "figure"), .init(title: "measured", isNumeric: true), .init(title: "floor", isNumeric: true),
            .init(title: "of"), .init(title: "ratio", isNumeric: true), .init(title: "target"), .init(title: ""),
            .init(title: "peers"),
        ])
        for (_, row) in rows {
            table.rows.append([
                row.what, Words.quantity(row.value), row.floor.map { Words.quantity($0.value) } ?? "",
                row.floor?.name ?? "", row.ratio.map(Words.number) ?? "",
                row.target.map { Words.target($0, row.value.unit) } ?? "",
                row.isMet.map { $0 ? "met" : "MISSED" } ?? "",
                row.peers.map { "\($0.name) \(Words.quantity($0.value))" }.joined(separator: ", "),
            ])
        }
        var text = machine.description + "\n"
        if isQuick { text += "Quick: smaller queues than the targets are meant for.\n" }
        text += "\n" + table.text
        if !missing.isEmpty {
            text += "\nNot on this machine, so not compared with: \(missing.joined(separator: ", "))"
        }
        for failure in failures { text += "\nNOT MEASURED  \(failure.figure): \(failure.reason)" }
        return text
    }

    var json: String {
        let rows: [JSONValue] = rows.map { figure, row in
            [
                "figure": .string(figure), "what": .string(row.what), "value": Self.number(row.value.amount),
                "unit": .string(row.value.unit.rawValue),
                "floor": row.floor.map { ["name": .string($0.name), "value": Self.number($0.value.amount)] } ?? .null,
                "ratio": row.ratio.map(Self.number) ?? .null,
                "target": row.target.map { .string(Words.target($0, row.value.unit)) } ?? .null,
                "met": row.isMet.map(JSONValue.bool) ?? .null,
                "peers": .array(
                    row.peers.map { ["name": .string($0.name), "value": Self.number($0.value.amount)] }),
            ]
        }
        let failures: [JSONValue] = failures.map { ["figure": .string($0.figure), "reason": .string($0.reason)] }
        let document: JSONValue = [
            "machine": .string(machine.description), "quick": .bool(isQuick), "rows": .array(rows),
            "not_measured": .array(failures), "missing_peers": .array(missing.map(JSONValue.string)),
        ]
        return String(decoding: document.prettyBytes(), as: UTF8.self)
    }

    private static func number(_ amount: Double) -> JSONValue { amount.isFinite ? .number(amount) : .null }
}
