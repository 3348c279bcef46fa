/// The customer records that the cleaner looks after: rows of a small CSV file without quoting.
struct Records {
    struct Row {
        var id: String
        var account: String
        var status: String
        var year: String
        var tag: String
    }

    var rows: [Row]

    static let file = "records.csv"
    private static let heading = "id,account,status,last_change,tag"

    /// Lines with another number of fields are left out.
    init(text: String) {
        rows = text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5 else { return nil }
            return Row(id: fields[0], account: fields[1], status: fields[2], year: fields[3], tag: fields[4])
        }
    }

    var text: String {
        rows.reduce(into: Self.heading + "\n") { text, row in
            text += [row.id, row.account, row.status, row.year, row.tag].joined(separator: ",") + "\n"
        }
    }

    func count(_ group: RecordGroup) -> Int { rows.count(where: group.holds) }

    mutating func remove(_ group: RecordGroup) { rows.removeAll(where: group.holds) }

    mutating func add(_ count: Int, account: String = "", status: String, year: String) {
        let last = rows.last.flatMap { Int($0.id.dropFirst()) } ?? 9999
        for number in last + 1..<last + 1 + count {
            rows.append(Row(id: "r\(number)", account: account, status: status, year: year, tag: ""))
        }
    }

    /// - Returns: How many rows have the tag now.
    mutating func tag(_ tag: String, where group: RecordGroup) -> Int {
        for place in rows.indices where group.holds(rows[place]) { rows[place].tag = tag }
        return count(group)
    }
}

extension Records {
    /// What the file holds when the demo begins: 1,400 records in use, and the groups to clean up.
    static let sample: Records = {
        var records = Records(text: "")
        for (year, count) in [("2018", 9), ("2019", 24), ("2020", 17), ("2024", 420), ("2025", 930)] {
            records.add(count, status: "active", year: year)
        }
        for (account, count) in [("Halden Bikes", 14), ("Studio Lumen", 6), ("Kiosk 21", 3)] {
            records.add(count, account: account, status: "active", year: "2025")
        }
        for group in RecordGroup.all { records.add(group.sampleSize, status: group.status, year: group.year) }
        return records
    }()
}
