import HandoffAudit
import HandoffCards
import StrictYAML

/// The member `audit` of `config.yaml`.
struct AuditSettings: Equatable {
    var rotation = LogRotation()
    /// Who gets a copy of each signed checkpoint.
    var copies: [CheckpointCopy] = []

    init() {}

    init(_ node: YAMLNode, file: String) throws(YAMLProblem) {
        var members = try YAMLReader(node, file: file, what: "audit")
        if let node = members.node("segment_size") {
            guard let size = Self.size(try members.string(of: node, "segment_size")) else {
                throw members.problem(node, "segment_size should be a size from 64KiB on, such as 16MiB or 1GiB")
            }
            rotation.size = size
        }
        if let node = members.node("segment_age") {
            let text = try members.string(of: node, "segment_age")
            let age = TimeSpan(text)
            guard text == "never" || age.map({ $0.seconds >= 60 }) == true else {
                throw members.problem(node, "segment_age should be never, or a time from 1m on, such as 36h or 30d")
            }
            rotation.age = age?.seconds
        }
        for node in try members.list("copy_checkpoints_to") ?? [] {
            copies.append(try CheckpointCopy(node, file: file))
        }
        try members.finish()
    }

    private static func size(_ text: String) -> Int? {
        let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]
        guard let unit = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
        let digits = text.dropLast(3)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(digits),
            count <= 1 << 20, count * unit.1 >= 64 << 10
        else { return nil }
        return count * unit.1
    }
}
